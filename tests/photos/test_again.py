"""What stays of lines that were read twice."""

import pytest

from swaudit.photos.watermark.again import merged
from swaudit.photos.watermark.lines import Line

CLOCK = Line("14:30", 0.97, (0.02, 0.70, 0.22, 0.80))
DATE = Line("2026-03-05", 0.99, (0.24, 0.71, 0.40, 0.75))
BLURRED = Line("1:30", 0.55, (0.00, 0.67, 0.90, 0.81))
CUT_THROUGH = Line("022212026-03-05", 0.86, (0.02, 0.69, 0.40, 0.75))
WITH_A_STRAY_SIGN = Line("2026-03-05 Y", 0.96, (0.24, 0.71, 0.46, 0.75))
ELSEWHERE = Line("灵泉镇社区", 0.98, (0.02, 0.85, 0.30, 0.89))


@pytest.mark.parametrize(
    ("lines", "again", "stay"),
    [
        ([CLOCK, DATE], [CUT_THROUGH], [CLOCK, DATE]),
        ([BLURRED], [CLOCK, DATE], [CLOCK, DATE]),
        ([WITH_A_STRAY_SIGN], [DATE], [DATE]),
        ([CLOCK], [DATE, ELSEWHERE], [CLOCK, DATE, ELSEWHERE]),
        ([CLOCK, DATE], [], [CLOCK, DATE]),
    ],
    ids=["cut by the edge", "one for two", "a stray sign", "new ones", "nothing"],
)
def test_of_two_readings_the_surer_or_the_closer_one_stays(lines, again, stay):
    assert merged(lines, again) == stay
