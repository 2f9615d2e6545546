"""What a hidden test may do to a module: fill it alike on both sides, by name or by the order in which its tensors are used."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from grader.inside.observe import Observe


@pytest.fixture
def observe() -> Observe:
    return Observe(lambda message: None, seed=7, device="cpu", inputs={})


class Straight(nn.Module):
    """Linear, normalisation, linear: registered as used."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.norm, self.b = nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.b(self.norm(self.a(x)))


class Crooked(nn.Module):
    """The same net under other names, registered backwards, with a step that looks at a parameter before it is used."""

    def __init__(self) -> None:
        super().__init__()
        self.ultima = nn.Sequential(nn.Linear(4, 2))
        self.meio = nn.Sequential(nn.Sequential(nn.BatchNorm1d(4)))
        self.peso, self.vies = nn.Parameter(torch.zeros(4, 3)), nn.Parameter(torch.zeros(4))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.to(self.ultima[0].weight.device)
        return self.ultima(self.meio(x @ self.peso.T + self.vies))


def test_by_name_two_modules_of_the_same_names_become_equal(observe: Observe) -> None:
    x = torch.randn(5, 3)
    assert torch.equal(observe.fill(Straight())(x), observe.fill(Straight())(x))


def test_another_seed_gives_other_weights(observe: Observe) -> None:
    other = Observe(lambda message: None, seed=8, device="cpu", inputs={})
    assert not torch.equal(observe.fill(Straight()).a.weight, other.fill(Straight()).a.weight)


def test_used_gives_parameters_and_buffers_in_the_order_of_the_forward_pass(observe: Observe) -> None:
    norm = ["norm.running_mean", "norm.running_var", "norm.weight", "norm.bias"]
    assert observe.used(Straight(), torch.zeros(2, 3)) == ["a.weight", "a.bias", *norm, "b.weight", "b.bias"]


@pytest.mark.parametrize("training", [True, False])
def test_by_order_of_use_names_and_registration_do_not_matter(observe: Observe, training: bool) -> None:
    x = torch.randn(5, 3)
    outputs = []
    for module in (Straight(), Crooked()):
        filled = observe.fill_by_use(module.train(training), torch.randn(2, 3))
        outputs.append(filled(x))
    assert torch.allclose(*outputs, atol=1e-6)


def test_filling_by_use_keeps_the_mode_and_takes_a_scale_for_vectors(observe: Observe) -> None:
    wide = nn.Linear(50, 2000)
    assert observe.fill_by_use(wide, torch.zeros(1, 50), vectors=3.0).training
    assert float(wide.bias.detach().std()) == pytest.approx(3.0, rel=0.1)
    assert float(wide.weight.detach().std()) == pytest.approx(50**-0.5, rel=0.1)
    assert not observe.fill_by_use(wide.eval(), torch.zeros(1, 50)).training


def test_a_view_of_a_weight_made_early_is_no_use_of_it(observe: Observe) -> None:
    class Early(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b = nn.Linear(3, 3), nn.Linear(3, 3)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            last = torch.stack([self.b.weight, self.b.weight])[0].T
            return self.a(x) @ last

    assert observe.used(Early(), torch.zeros(2, 3)) == ["a.weight", "a.bias", "b.weight"]


def test_a_shared_tensor_is_named_once_and_an_unused_one_not_at_all(observe: Observe) -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.um, self.extra = nn.Linear(3, 3), nn.Linear(3, 3)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.um(self.um(x))

    assert observe.used(Tied(), torch.zeros(2, 3)) == ["um.weight", "um.bias"]


def test_filling_keeps_the_objects_and_what_is_not_floating(observe: Observe) -> None:
    norm = nn.BatchNorm1d(3)
    before = norm.weight
    observe.fill(norm)
    assert norm.weight is before
    assert int(norm.num_batches_tracked) == 0
    assert bool(((norm.running_var >= 0.5) & (norm.running_var < 1.5)).all())
