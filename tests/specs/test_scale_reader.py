"""The shipped scales: every grade has a name, and what is scored is scored throughout."""

from __future__ import annotations

from app.specs.scale_reader import shipped_scales


def test_the_usual_scales_ship() -> None:
    scales = shipped_scales()

    assert [grade.points for grade in scales["points"].grades] == [10, 7, 5, 2]
    assert [grade.label for grade in scales["qualification"].grades] == [
        *("优秀", "合格", "基本合格", "不合格"),
    ]
    assert all(scale.id == id_ and scale.title for id_, scale in scales.items())


def test_a_scale_gives_points_to_all_its_grades_or_to_none() -> None:
    for scale in shipped_scales().values():
        assert scale.has_points or all(grade.points is None for grade in scale.grades)
        assert any(grade.satisfied for grade in scale.grades)
        assert [b.least for b in scale.bands] == sorted(
            (b.least for b in scale.bands), reverse=True
        )
