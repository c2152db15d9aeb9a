"""How many reused photos are found, how many innocent pairs are named, and what it costs.

    python bench/reuse.py recall PHOTOS      copies of the held-out third, by what was done to them
    python bench/reuse.py innocent PHOTOS    distinct photos under one stamp style, bursts, print
    python bench/reuse.py curve PHOTOS       the same two, by the score that is asked for
    python bench/reuse.py scale PHOTOS N     copies found among N photos: seconds, memory
    python bench/reuse.py rivals PHOTOS      next to imagehash, czkawka, difPy where installed

PHOTOS holds `distinct/` (a thousand), `lookalike/` and `bursts/*/`. Stamps are drawn, and their
boxes taken from the drawing with one line in ten lost, instead of being read by OCR. Thresholds
were chosen on the first two thirds of `distinct/`, 80 of `lookalike/` and the statue burst;
`recall` reports on the last third alone, with copies drawn from `--seed`, which is to be new each
time it is reported. Above what real photos allow, `scale` makes fingerprints of real ones
(`bench/crowd.py`) and prints how crowded both are.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.crowd import crowd, grown
from bench.handed_in import KINDS, STYLE, Photo, called, copied, copies, names, opened
from tests.support.copies import stamped, told
from tests.support.papers import board, call, form, plaque, scanned, shot

from swaudit.photos.candidates import candidates
from swaudit.photos.explain import LEADS
from swaudit.photos.verdict import Verdict, decide

HELD_OUT = slice(666, 1000)


def compare(a: Photo, b: Photo) -> Verdict | None:
    """Decide on two photos as a search among all would have them decided."""
    found = candidates([a.print, b.print])
    return decide(a.look, b.look, found[0]) if found else None


def drawn(paths: list[Path], step: int, seed: str) -> list[Path]:
    """Return each `step`-th photo, other photos with other seeds."""
    return paths[random.Random(seed).randrange(step) :: step]


def recall(folder: Path, step: int, seed: str) -> None:
    every = names(folder / "distinct")
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cost = []
    for path in drawn(every[HELD_OUT], step, seed):
        rng = random.Random(f"{seed} boxes {path.name}")
        picture, boxes = stamped(opened(path), STYLE, told(random.Random(f"original {path.name}")))
        original = Photo(picture, boxes, rng)
        for name, copy, marks, own in copies(path, every[HELD_OUT], seed):
            photo = Photo(copy, marks, own)
            started = time.process_time()
            verdict = compare(original, photo)
            cost.append(time.process_time() - started)
            kinds[name][verdict.kind if verdict else "missed"] += 1
    print(f"{'what was done':44} {'photos':>6} {'same':>6} {'lead':>6}  kinds")
    for name, found in kinds.items():
        total = sum(found.values())
        leads = sum(found[kind] for kind in LEADS)
        same = total - leads - found["missed"]
        print(f"{name:44} {total:6} {same / total:6.1%} {leads / total:6.1%}  {dict(found)}")
    together: defaultdict[str, list[int]] = defaultdict(list)
    for name, found in kinds.items():
        asked = "2×2 embedded" if name.startswith("2×2") else "all other kinds"
        if name.startswith("photo of"):
            clean = name == "photo of a screen, re-stamped"
            asked = "photo of a screen, " + ("no old stamp" if clean else "the old stamp in it")
        same = sum(count for kind, count in found.items() if kind not in LEADS | {"missed"})
        together[asked] += [same, sum(found.values())]
    for asked, counts in together.items():
        same, total = sum(counts[::2]), sum(counts[1::2])
        print(f"{asked}: {same} of {total} told as one capture ({same / total:.1%})")
    print(f"comparing two photos: median {1000 * np.median(cost):.0f} ms CPU")


def innocent(folder: Path, count: int, seed: str) -> None:
    every = names(folder / "distinct")[-count:]
    photos = []
    for path in every:
        rng = random.Random(f"{seed} {path.name}")
        photos.append(Photo(*stamped(opened(path), STYLE, told(rng)), rng))
    seconds = 1000 * np.median([photo.seconds for photo in photos])
    size = np.mean([len(photo.text) for photo in photos])
    print(f"fingerprint: median {seconds:.0f} ms CPU, mean {size:.0f} bytes stored")
    among(f"{count} distinct, one stamp style", photos)
    rng = random.Random(f"{seed} print")
    for burst in sorted((folder / "bursts").iterdir()):
        among(f"burst {burst.name}", [Photo(opened(path)) for path in names(burst)])
    among("lookalike", [Photo(opened(path)) for path in names(folder / "lookalike")])
    among("100 filled copies of a form", [Photo(form(7, rng)) for _ in range(100)])
    among("40 photos of filled forms", [Photo(shot(form(8, rng), rng)) for _ in range(40)])
    among("40 scans of filled forms", [Photo(scanned(form(9, rng), rng)) for _ in range(40)])
    among("40 photos of one board", [Photo(shot(board(7), rng)) for _ in range(40)])
    among("40 photos of one plaque", [Photo(shot(plaque(7), rng)) for _ in range(40)])
    among("40 call screenshots", [Photo(call(rng)) for _ in range(40)])


def among(name: str, photos: list[Photo]) -> None:
    started = time.process_time()
    found = candidates([photo.print for photo in photos])
    searched = time.process_time()
    kinds: Counter[str] = Counter()
    for one in found:
        verdict = decide(photos[one.a].look, photos[one.b].look, one)
        kinds[verdict.kind if verdict else "nothing"] += 1
    each = (time.process_time() - searched) / max(len(found), 1)
    pairs = len(photos) * (len(photos) - 1) // 2
    same = sum(count for kind, count in kinds.items() if kind not in LEADS | {"nothing"})
    leads = sum(kinds[kind] for kind in LEADS)
    print(
        f"{name}: {pairs} pairs, {len(found)} candidates ({len(found) / len(photos):.2f} a photo, "
        f"{searched - started:.1f} s CPU), false pairs {same}, leads {leads} {dict(kinds)}, "
        f"{1000 * each:.0f} ms a candidate",
        flush=True,
    )


def curve(folder: Path, step: int, seed: str) -> None:
    """Tell, for each share asked for, the copies kept and the innocent pairs let through."""
    import swaudit.photos.verdict as rules

    every = names(folder / "distinct")
    right, wrong = [], []
    asked, rules.SAME, rules.APART = rules.SAME, 0.0, 1.0
    for path in drawn(every[HELD_OUT], step, seed):
        picture, boxes = stamped(opened(path), STYLE, told(random.Random(f"original {path.name}")))
        original = Photo(picture, boxes, random.Random(path.name))
        for name, copy, marks, own in copies(path, every[HELD_OUT], seed):
            if not name.startswith(("photo of", "2×2")):
                right.append(_score(compare(original, Photo(copy, marks, own))))
    sets = [
        [Photo(opened(path)) for path in names(burst)] for burst in (folder / "bursts").iterdir()
    ]
    sets.append([Photo(opened(path)) for path in every[HELD_OUT]])
    for photos in sets:
        for one in candidates([photo.print for photo in photos]):
            wrong.append(_score(decide(photos[one.a].look, photos[one.b].look, one)))
    for share in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        kept = np.mean([score >= share for score in right])
        through = sum(score >= share for score in wrong)
        mark = "  <- as set" if share == asked else ""
        print(f"share ≥ {share:.2f}: recall {kept:6.1%}, false pairs {through}{mark}")


def _score(verdict: Verdict | None) -> float:
    return verdict.score if verdict and verdict.kind not in LEADS else -1.0


def scale(folder: Path, count: int, seed: str) -> None:
    """Search among `count` photos: real ones, others made of them, and copies that are to be found.

    The copies are of each second held-out photo, the kinds of `recall` in turn.
    """
    every = names(folder / "distinct")
    # What stands beside a copy on a sheet is not to be another original.
    originals, others = every[HELD_OUT][::2], every[HELD_OUT][1::2]
    pairs, done = [], []
    for index, path in enumerate(originals):
        kind = KINDS[index % len(KINDS)]
        first, marks = stamped(opened(path), STYLE, told(random.Random(f"original {path.name}")))
        copy, boxes, own = copied(path, others, seed, kind)
        pairs += [Photo(first, marks, own).print, Photo(copy, boxes, own).print]
        done.append(called(kind))
        opened.cache_clear()  # what was opened is no part of the memory that is measured
    real = [Photo(opened.__wrapped__(path)).print for path in every[: HELD_OUT.start]]
    made = grown(real, max(count - len(pairs), len(real)))
    if len(made) > len(real):
        for name, some in (("real", real), ("made", made[len(real) : 2 * len(real)])):
            print(f"among {len(some)} {name}: {crowd(some)}", flush=True)
    prints = pairs + made
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter(), time.process_time()
    found = candidates(prints)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    true = {(at, at + 1) for at in range(0, len(pairs), 2)}
    seen = {(one.a, one.b) for one in found}
    missed = Counter(done[a // 2] for a, _ in true - seen)
    spurious = len(seen - true)
    print(
        f"{len(prints)} photos ({len(pairs) + len(real)} real, the rest made of them): "
        f"{cpu:.0f} s CPU, {wall:.0f} s, peak {after:.0f} MB ({after - before:.0f} MB of it the "
        f"search), {len(true & seen)} of {len(true)} copies found (missed: {dict(missed)}), "
        f"{spurious} spurious candidates ({spurious / len(prints):.3f} a photo)",
        flush=True,
    )


def rivals(folder: Path, step: int, seed: str) -> None:
    """Tell what imagehash, czkawka and difPy find of the same copies, at their usual settings."""
    import tempfile

    import imagehash

    every = names(folder / "distinct")
    with tempfile.TemporaryDirectory() as place:
        home, named, made, ours = Path(place), {}, defaultdict(list), {}
        for path in drawn(every[HELD_OUT], step, seed):
            first, marks = stamped(
                opened(path), STYLE, told(random.Random(f"original {path.name}"))
            )
            original = home / f"{path.stem}.jpg"
            first.save(original, quality=88)
            ours[original.name] = Photo(first, marks, random.Random(path.name))
            for index, (name, copy, marks, own) in enumerate(copies(path, every[HELD_OUT], seed)):
                target = home / f"{path.stem}_{index}.jpg"
                copy.save(target, quality=88)
                ours[target.name] = Photo(copy, marks, own)
                made[name].append((original.name, target.name))
                named[target.name] = path.stem
            named[original.name] = path.stem
        hashes = {name: imagehash.phash(Image.open(home / name)) for name in named}
        tools = {"imagehash": {pair for pair in combinations(sorted(named), 2)
                               if hashes[pair[0]] - hashes[pair[1]] <= 8}}  # fmt: skip
        tools["swaudit"] = _swaudit(ours)
        for tool, find in (("czkawka", _czkawka), ("difPy", _difpy)):
            try:
                tools[tool] = find(home)
            except Exception as error:  # not installed, or not able to run here: said, not hidden
                print(f"{tool}: {type(error).__name__}: {error}")
        for tool, pairs in tools.items():
            found = {name: np.mean([tuple(sorted(one)) in pairs for one in two])
                     for name, two in made.items()}  # fmt: skip
            false = sum(named[a] != named[b] for a, b in pairs)
            total = np.mean([tuple(sorted(one)) in pairs for two in made.values() for one in two])
            print(f"{tool}: {total:.0%} of copies, {false} false pairs;",
                  ", ".join(f"{name} {share:.0%}" for name, share in found.items()))  # fmt: skip


def _swaudit(photos: dict[str, Photo]) -> set[tuple[str, str]]:
    seen = sorted(photos)
    pairs = set()
    for one in candidates([photos[name].print for name in seen]):
        verdict = decide(photos[seen[one.a]].look, photos[seen[one.b]].look, one)
        if verdict and verdict.kind not in LEADS:
            pairs.add((seen[one.a], seen[one.b]))
    return pairs


def _czkawka(home: Path) -> set[tuple[str, str]]:
    from czkawka import ImageSimilarity

    finder = ImageSimilarity()
    finder.set_directories([home])
    return {
        pair
        for group in finder.find_similar()
        for pair in combinations(sorted(Path(one).name for one in group), 2)
    }


def _difpy(home: Path) -> set[tuple[str, str]]:
    import difPy

    found = difPy.search(difPy.build(str(home), show_progress=False), similarity="similar",
                         show_progress=False)  # fmt: skip
    return {
        tuple(sorted((Path(key).name, Path(other[0]).name)))
        for key, others in found.result.items()
        for other in others
    }


def main() -> None:
    import cv2

    cv2.setNumThreads(1)
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("part", choices=("recall", "innocent", "curve", "scale", "rivals"))
    ask.add_argument("photos", type=Path)
    ask.add_argument("number", type=int, nargs="?")
    ask.add_argument("--seed", default="any")
    given = ask.parse_args()
    part, usual = {"recall": (recall, 9), "innocent": (innocent, 1000), "curve": (curve, 20),
                   "scale": (scale, 1000), "rivals": (rivals, 20)}[given.part]  # fmt: skip
    part(given.photos, given.number or usual, given.seed)


if __name__ == "__main__":
    main()
