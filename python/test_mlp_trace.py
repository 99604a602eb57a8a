"""Tests of mlp_trace against real PyTorch.

    pip install numpy==2.4.6 torch==2.13.0
    python python/test_mlp_trace.py
"""

import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

import numpy as np
import torch
from torch import nn

import mlp_trace

FOLDER = pathlib.Path(__file__).parent


def normalized_net(inplace=False):
    return nn.Sequential(
        nn.Dropout(0.2, inplace), nn.Linear(5, 6), nn.BatchNorm1d(6), nn.ReLU(inplace), nn.Dropout(0.3),
        nn.Linear(6, 4), nn.ReLU(inplace), nn.Linear(4, 3))


def plain_net(bias=True):
    return nn.Sequential(nn.Linear(5, 6, bias), nn.Tanh(), nn.Linear(6, 3))


def batch(n=8, dtype=torch.float32):
    return torch.randn(n, 5, dtype=dtype), torch.randint(0, 3, (n,))


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "trace.npz"

    def saved(self, recorder, **said):
        recorder.save(self.path, **said)
        with np.load(self.path) as file:
            arrays = dict(file)
        return json.loads(str(arrays.pop("meta"))), arrays


class SaveTest(Files):
    def test_what_is_saved_is_what_numpy_loads(self):
        x = np.arange(6.0).reshape(2, 3)
        mlp_trace.save(self.path, meta={"step": 3}, x=x.T, loss=0.5, **{"step10/W1.after": x > 2})
        with np.load(self.path) as file:
            self.assertEqual(["meta", "x", "loss", "step10/W1.after"], file.files)
            self.assertEqual({"step": 3}, json.loads(str(file["meta"])))
            np.testing.assert_array_equal(x.T, file["x"])
            self.assertEqual((), file["loss"].shape)

    def test_needs_numpy_alone(self):
        code = ("import sys, mlp_trace; mlp_trace.save(sys.argv[1], x=[[1.0]]); "
                "sys.exit('torch' in sys.modules)")
        subprocess.run([sys.executable, "-c", code, str(self.path)], cwd=FOLDER, check=True)

    def test_takes_tensors_of_pytorch(self):
        mlp_trace.save(self.path, x=torch.ones(2, requires_grad=True),
                       y=torch.ones(2, dtype=torch.bfloat16))
        with np.load(self.path) as file:
            self.assertEqual(["float32", "float32"], [str(file[name].dtype) for name in "xy"])

    def test_refuses_names_that_are_none(self):
        for name in ("", "/x", "a//b", "../x", "a/./b", "a\\b", "a\nb", "a\0", "\ud800", "x" * 1001):
            with self.assertRaisesRegex(ValueError, "expected one as W1"):
                mlp_trace.save(self.path, **{name: 1.0})
        self.assertEqual([], list(self.path.parent.iterdir()))

    def test_refuses_what_are_no_numbers(self):
        for tensor in ("text", 1j, [[1], [2, 3]], None, np.longdouble(1)):
            with self.assertRaises(ValueError):
                mlp_trace.save(self.path, x=tensor)
        with self.assertRaisesRegex(ValueError, "no tensor"):
            mlp_trace.save(self.path, meta={})

    def test_a_file_stays_as_it_was_when_writing_fails(self):
        mlp_trace.save(self.path, x=1.0)
        before = self.path.read_bytes()
        with self.assertRaises(TypeError):
            mlp_trace.save(self.path, meta={"step": object()}, x=2.0)
        with unittest.mock.patch("os.replace", side_effect=OSError("full")), self.assertRaises(OSError):
            mlp_trace.save(self.path, x=2.0)
        self.assertEqual(before, self.path.read_bytes())
        self.assertEqual([self.path], list(self.path.parent.iterdir()))

    def test_the_same_tensors_make_the_same_bytes(self):
        files = []
        for _ in range(2):
            mlp_trace.save(self.path, x=np.arange(9.0))
            files.append(self.path.read_bytes())
        self.assertEqual(*files)


def train(model, optimizer, batches, recorder=None, loss_of=None, context=None):
    loss_of = loss_of or recorder and recorder._loss_function or nn.CrossEntropyLoss()
    for x, y in batches:
        with contextlib.ExitStack() as stack:
            if recorder is not None:
                stack.enter_context(recorder.step(x, y))
            optimizer.zero_grad()
            with context or contextlib.nullcontext():
                loss = loss_of(model(x), y)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 0.05)
            optimizer.step()


class RecordedStepTest(Files):
    def test_recording_changes_no_bit(self):
        optimizers = {
            "sgd": lambda p: torch.optim.SGD(p, 0.1, 0.9, nesterov=True, weight_decay=0.01),
            "adam": lambda p: torch.optim.Adam(p, 0.01),
            "rmsprop": lambda p: torch.optim.RMSprop(p, 0.01),
            "adagrad": lambda p: torch.optim.Adagrad(p, 0.01),
        }
        for name, optimizer in optimizers.items():
            for inplace in (False, True):
                for half in (False, True):
                    with self.subTest(optimizer=name, inplace=inplace, half=half):
                        after = [self.trained(optimizer, inplace, half, is_recorded)
                                 for is_recorded in (False, True)]
                        for one, other in zip(*after):
                            self.assertTrue(torch.equal(one, other))

    @staticmethod
    def trained(optimizer, inplace, half, is_recorded):
        torch.manual_seed(1)
        model, loss_of = normalized_net(inplace), nn.CrossEntropyLoss()
        descent = optimizer(model.parameters())
        recorder = mlp_trace.Recorder(model, descent, loss_of) if is_recorded else None
        context = torch.autocast("cpu", torch.bfloat16) if half else None
        train(model, descent, [batch() for _ in range(5)], recorder, loss_of, context)
        return [*model.state_dict().values(), torch.rand(3)]

    def test_an_inplace_activation_leaves_the_records_right(self):
        records = []
        for inplace in (False, True):
            torch.manual_seed(1)
            model = normalized_net(inplace)
            descent = torch.optim.SGD(model.parameters(), 0.1)
            recorder = mlp_trace.Recorder(model, descent)
            train(model, descent, [batch()], recorder)
            records.append(self.saved(recorder, network={"loss": "softmax-cross-entropy"})[1])
        plain, inplace = records
        self.assertLess(plain["z2"].min(), 0)
        self.assertEqual(plain.keys(), inplace.keys())
        for name in plain:
            np.testing.assert_array_equal(plain[name], inplace[name], name)

    def test_the_records_are_those_of_the_rules(self):
        torch.manual_seed(2)
        model, loss_of = normalized_net().double(), nn.CrossEntropyLoss()
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, loss_of)
        x, y = batch(dtype=torch.float64)
        old = model[1].weight.detach().clone()
        train(model, descent, [(x, y)], recorder)
        meta, r = self.saved(recorder)
        same = lambda one, other: np.testing.assert_allclose(one, other, 1e-12, 1e-14)
        same(r["W1"], old.numpy().T)
        same(r["W1.after"], model[1].weight.detach().numpy().T)
        same(r["y"], np.eye(3)[y.numpy()])
        for i, (source, a) in enumerate([("x", r["x"]), ("a1", r["a1"])]):
            mask, p = r[f"drop{i}.mask"], (0.2, 0.3)[i]
            self.assertEqual({0.0, 1 / (1 - p)}, set(np.unique(mask)))
            same(r[f"drop{i}.out"], a * mask)
        self.assertTrue(np.any((r["a1"] == 0) & (r["drop1.mask"] > 0)))
        same(r["da1"], r["ddrop1.out"] * r["drop1.mask"])
        same(r["z1"], r["drop0.out"] @ r["W1"] + r["b1"])
        same(r["bn1.mean"], r["z1"].mean(0))
        same(r["bn1.var"], r["z1"].var(0))
        same(r["bn1.out"], r["bn1.xhat"] * r["gamma1"] + r["beta1"])
        same(r["bn1.running.mean.after"], 0.1 * r["bn1.mean"])
        same(r["dbn1.out"], r["da1"] * (r["bn1.out"] > 0))
        same(r["z2"], r["drop1.out"] @ r["W2"] + r["b2"])
        p = np.exp(r["z3"]) / np.exp(r["z3"]).sum(1, keepdims=True)
        same(r["loss"], -np.log(p[np.arange(8), y]).mean())
        same(r["dz3"], (p - r["y"]) / 8)
        same(r["dW3"], r["a2"].T @ r["dz3"])  # before clipping
        same(r["dW1"], r["drop0.out"].T @ r["dz1"])
        same(r["db2"], r["dz2"].sum(0))
        same(r["da2"], r["dz3"] @ r["W3"].T)
        self.assertNotIn("a3", r)
        self.assertNotIn("da3", r)
        self.assertEqual(list(r), [name for name in mlp_trace._order(3) if name in r])
        self.assertEqual("float64", meta["dataType"])
        self.assertEqual([0.3, 0.0, 0.0], [layer["dropout"] for layer in meta["network"]["layers"]])

    def test_a_mask_of_somebody_elses_dropout_is_right_where_a_is_zero(self):
        class Plain(nn.Dropout):  # without scaling
            def forward(self, a):
                self.mask = (torch.rand_like(a) >= self.p).to(a.dtype)
                return a * self.mask

        torch.manual_seed(3)
        model = nn.Sequential(nn.Linear(5, 6), nn.ReLU(), Plain(0.5), nn.Linear(6, 3))
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss())
        train(model, descent, [batch()], recorder)
        _, records = self.saved(recorder)
        self.assertTrue(np.any((records["a1"] == 0) & (model[2].mask.numpy() > 0)))
        np.testing.assert_array_equal(model[2].mask, records["drop1.mask"])

    def test_gradients_are_what_backward_leaves_even_if_nobody_zeroed_them(self):
        model, loss_of = plain_net(), nn.CrossEntropyLoss()
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, loss_of)
        for _ in range(2):
            x, y = batch()
            with recorder.step(x, y):
                loss_of(model(x), y).backward()
                gradient = model[0].weight.grad.numpy().T.copy()
                descent.step()
        np.testing.assert_array_equal(gradient, self.saved(recorder)[1]["step1/dW1"])

    def test_one_module_may_stand_in_several_places(self):
        relu = nn.ReLU()
        model = nn.Sequential(nn.Sequential(nn.Linear(5, 6), relu), nn.Linear(6, 4), relu, nn.Linear(4, 3))
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss())
        train(model, descent, [batch()], recorder)
        _, records = self.saved(recorder)
        for i in (1, 2):
            np.testing.assert_array_equal(np.maximum(records[f"z{i}"], 0), records[f"a{i}"])

    def test_a_layer_without_a_module_for_its_activation_has_the_identity(self):
        model = nn.Sequential(nn.Flatten(), nn.Linear(5, 6, bias=False), nn.Identity(), nn.Linear(6, 1))
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, nn.MSELoss())
        x, y = torch.randn(8, 5, 1), torch.randn(8)
        train(model, descent, [(x, y)], recorder, lambda z, y: nn.functional.mse_loss(z[:, 0], y))
        meta, records = self.saved(recorder)
        self.assertEqual([(8, 5), (8, 1)], [records["x"].shape, records["y"].shape])
        for i in (1, 2):
            np.testing.assert_array_equal(records[f"z{i}"], records[f"a{i}"])
            np.testing.assert_array_equal(records[f"dz{i}"], records[f"da{i}"])
        self.assertNotIn("b1", records)
        self.assertEqual("identity", meta["network"]["layers"][1]["activation"])

    def test_normalization_in_evaluation_is_by_the_running_statistics(self):
        model = nn.Sequential(nn.Linear(5, 6), nn.BatchNorm1d(6), nn.Tanh(), nn.Linear(6, 3)).eval()
        nn.init.normal_(model[1].running_mean)
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss())
        train(model, descent, [batch()], recorder)
        _, records = self.saved(recorder)
        np.testing.assert_array_equal(records["bn1.running.mean"], records["bn1.mean"])
        expected = records["bn1.xhat"] * records["gamma1"] + records["beta1"]
        np.testing.assert_allclose(expected, records["bn1.out"], 1e-5, 1e-6)

    def test_autocast_is_recorded_as_float32(self):
        model = plain_net()
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss())
        train(model, descent, [batch()], recorder, context=torch.autocast("cpu", torch.bfloat16))
        meta, records = self.saved(recorder)
        self.assertEqual("float32", meta["dataType"])
        self.assertEqual({np.dtype("float32")}, {record.dtype for record in records.values()})
        exact = records["x"] @ records["W1"] + records["b1"]
        self.assertTrue(1e-4 < np.abs(exact - records["z1"]).max() < 0.1)


class OptimizerTest(Files):
    def test_velocity_holds_the_rate_and_the_state_before_a_late_first_step_is_there(self):
        model = plain_net()
        descent = torch.optim.SGD(model.parameters(), 0.5, 0.9)
        recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss(), step=3)
        scheduler = torch.optim.lr_scheduler.ExponentialLR(descent, 0.5)
        train(model, descent, [batch()])  # step 3 is not recorded
        scheduler.step()
        before = descent.state[model[0].weight]["momentum_buffer"].numpy().T.copy()
        for _ in range(2):
            x, y = batch()
            with recorder.step(x, y):
                descent.zero_grad()
                nn.functional.cross_entropy(model(x), y).backward()
                descent.step()
                scheduler.step()
        meta, r = self.saved(recorder)
        self.assertEqual([4, 0.5], [meta["step"], meta["training"]["learningRate"]])
        self.assertEqual([0.25, 0.125], [r["learningRate"], r["step5/learningRate"]])
        np.testing.assert_allclose(r["opt.velocity.W1.before"], -0.5 * before, 1e-6)
        np.testing.assert_allclose(
            r["opt.velocity.W1"], -0.25 * (0.9 * before + r["dW1"]), 1e-5, 1e-7)
        np.testing.assert_allclose(r["b1.after"], r["b1"] + r["opt.velocity.b1"], 1e-5, 1e-7)
        self.assertNotIn("step5/opt.velocity.W1.before", r)

    def test_the_state_of_adam(self):
        model = plain_net()
        descent = torch.optim.Adam(model.parameters(), 0.01)
        recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss())
        for _ in range(2):
            x, y = batch()
            with recorder.step(x, y):
                descent.zero_grad()
                nn.functional.cross_entropy(model(x), y).backward()
                descent.step()
        _, r = self.saved(recorder)
        np.testing.assert_allclose(r["opt.m.W1"], 0.1 * r["dW1"], 1e-5)
        np.testing.assert_allclose(r["opt.v.b2"], 0.001 * r["db2"] ** 2, 1e-4)
        expected = 0.9 * r["opt.m.W2"] + 0.1 * r["step1/dW2"]
        np.testing.assert_allclose(r["step1/opt.m.W2"], expected, 1e-4, 1e-8)
        self.assertFalse(any(name.endswith(".before") for name in r))

    def test_what_the_optimizers_are_called(self):
        optim, group = torch.optim, lambda m: [
            {"params": [m[0].weight, m[2].weight], "weight_decay": 0.1},
            {"params": [m[0].bias, m[2].bias], "weight_decay": 0.0, "lr": 0.2}]
        for optimizer, expected, l2 in [
            (lambda m: optim.SGD(group(m), 0.1), {"type": "sgd"}, 0.1),
            (lambda m: optim.SGD(m.parameters(), 0.1, 0.9), {"type": "momentum", "momentum": 0.9}, 0),
            (lambda m: optim.SGD(m.parameters(), 0.1, 0.9, nesterov=True),
             {"type": "nesterov", "momentum": 0.9}, 0),
            (lambda m: optim.Adam(m.parameters(), 0.1, weight_decay=0.3),
             {"type": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "epsilonHat": False}, 0.3),
            (lambda m: optim.AdamW(m.parameters(), 0.1, weight_decay=0.3),
             {"type": "adamw", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.3}, 0),
            (lambda m: optim.RMSprop(m.parameters(), 0.1),
             {"type": "rmsprop", "decay": 0.99, "epsilon": 1e-8}, 0),
            (lambda m: optim.Adagrad(m.parameters(), 0.1), {"type": "adagrad", "epsilon": 1e-10}, 0),
        ]:
            model = plain_net()
            descent = optimizer(model)
            recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss(label_smoothing=0.1))
            train(model, descent, [batch()], recorder)
            training = self.saved(recorder)[0]["training"]
            self.assertEqual(expected, training["optimizer"])
            self.assertEqual([l2, 0.1, 0.1, 8], [training[name] for name in (
                "l2", "learningRate", "labelSmoothing", "batchSize")])

    def test_what_was_intended_is_laid_over_what_is_read(self):
        model = nn.Sequential(nn.Linear(5, 6), nn.LeakyReLU(0.2), nn.Dropout(0.8), nn.Linear(6, 3))
        descent = torch.optim.Adam(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent, nn.CrossEntropyLoss())
        train(model, descent, [batch()], recorder)
        meta, _ = self.saved(
            recorder, network={"layers": [{"dropout": 0.2}, {}]},
            training={"optimizer": {"type": "sgd"}, "l2": 0.5, "schedule": {"type": "step", "every": 2}})
        self.assertEqual(
            {"units": 6, "activation": "leaky-relu", "normalization": {"type": "none"}, "dropout": 0.2},
            meta["network"]["layers"][0])
        self.assertEqual({"type": "sgd"}, meta["training"]["optimizer"])
        self.assertEqual(0.5, meta["training"]["l2"])
        self.assertEqual(0.1, meta["training"]["learningRate"])

    def test_without_an_optimizer_of_pytorch(self):
        model = plain_net()
        recorder = mlp_trace.Recorder(model)
        for _ in range(2):
            x, y = batch()
            with recorder.step(x, y) as record:
                loss = nn.functional.cross_entropy(model(x), y, reduction="sum")
                loss.backward()
                with torch.no_grad():
                    for parameter in model.parameters():
                        parameter -= 0.1 * parameter.grad
                        parameter.grad = None
                record["loss"] = loss
        with self.assertWarnsRegex(UserWarning, "no training is written"):
            meta, records = self.saved(recorder, network={"loss": "softmax-cross-entropy"})
        self.assertNotIn("training", meta)
        self.assertEqual("softmax", meta["network"]["layers"][-1]["activation"])
        self.assertEqual(loss.item(), records["step1/loss"])
        np.testing.assert_array_equal(records["W1.after"], records["step1/W1"])


class ExampleTest(Files):
    def test_the_examples_write_files(self):
        for arguments, expected in [
            (["example_numpy.py"], "dz1"),
            (["example_numpy.py", "--mistake"], "dz1"),
            (["example_pytorch.py"], "step2/drop1.mask"),
            (["example_pytorch.py", "--mistake", "softmax"], "step2/a2"),
        ]:
            printed = subprocess.run(
                [sys.executable, *arguments, "--out", self.path], cwd=FOLDER, check=True,
                capture_output=True, text=True).stdout
            self.assertTrue(printed.endswith(f"./mlp diff {self.path} numpy-style\n"))
            with np.load(self.path) as file:
                self.assertIn(expected, file.files)


class RefusalTest(unittest.TestCase):
    def test_what_is_no_perceptron_is_refused(self):
        linear = nn.Linear(5, 5)
        for modules, message in [
            ([nn.Linear(5, 3), nn.Conv1d(1, 1, 1)], "expected Linear, BatchNorm1d"),
            ([nn.Linear(5, 4), nn.ReLU(), nn.BatchNorm1d(4), nn.Linear(4, 3)], "wrong place of layer 1"),
            ([nn.Linear(5, 4), nn.Dropout(), nn.ReLU(), nn.Linear(4, 3)], "wrong place of layer 1"),
            ([nn.ReLU(), nn.Linear(5, 3)], "wrong place of layer 0"),
            ([linear, nn.ReLU(), linear], "a second time"),
            ([nn.Linear(5, 3), nn.Dropout()], "a Linear at the output"),
            ([nn.Flatten()], "a Linear at the output"),
        ]:
            with self.assertRaisesRegex(ValueError, message):
                mlp_trace.Recorder(nn.Sequential(*modules))
        with self.assertRaisesRegex(ValueError, "expected a torch.nn.Sequential"):
            mlp_trace.Recorder(linear)
        with self.assertRaisesRegex(ValueError, "parameters that the model does not have"):
            mlp_trace.Recorder(plain_net(), torch.optim.SGD(linear.parameters(), 0.1))

    def test_what_is_no_step_is_refused(self):
        model = plain_net()
        descent = torch.optim.SGD(model.parameters(), 0.1)
        recorder = mlp_trace.Recorder(model, descent)
        x, y = batch()
        with self.assertRaisesRegex(ValueError, "no step was recorded"):
            recorder.save("unwritten.npz")
        unused = mlp_trace.Recorder(normalized_net())
        with self.assertRaisesRegex(RuntimeError, "not called inside"), unused.step(x, y):
            pass
        with self.assertRaisesRegex(RuntimeError, "called 0 times"), recorder.step(x, y):
            model(x)
        with self.assertRaisesRegex(RuntimeError, "called 2 times"), recorder.step(x, y):
            model(x).sum().backward()
            descent.step()
            descent.step()
        with self.assertRaisesRegex(RuntimeError, "called twice"), recorder.step(x, y):
            model(x)
            with torch.no_grad():
                model(x)  # to measure accuracy, say
            model(x)
        with self.assertRaisesRegex(RuntimeError, "in its turn"), recorder.step(x, y):
            model[0](x)
        model(x)  # no hook is left
        self.assertEqual([], [hook for module in model for hook in module._forward_hooks])


if __name__ == "__main__":
    unittest.main()
