#!/usr/bin/env python3
"""Writes webtoons.csv and reads.csv: made-up reads of made-up webtoons, without ratings and without any feature.

    python3 Fixtures/webtoons/generate.py

Every reader has one of five tastes, every title belongs to one; readers take titles of their taste three times as often. The
same seed gives the same files.
"""

import pathlib
import random

TASTES = {
    "romance": ["달빛 아래 우리", "봄날의 편지", "첫눈 오는 골목", "옥탑방 이웃", "두 번째 고백", "비 오는 날의 카페", "여름의 끝에서", "너의 계절"],
    "fantasy": ["용의 마지막 제자", "그림자 성의 왕", "검은 탑의 기사", "별을 삼킨 마법사", "잊힌 숲의 문", "서리 왕관", "붉은 달의 사냥꾼", "천 개의 문"],
    "mystery": ["새벽 세 시의 손님", "지하 4층", "사라진 교실", "거울 속의 증인", "막차는 오지 않는다", "빈집의 초대장", "열세 번째 방", "침묵하는 섬"],
    "comedy": ["편의점 알바 일지", "고양이 부장님", "오늘도 야근", "라면 끓이는 여자", "백수 탈출기", "우당탕 하숙집", "분식집의 신", "월요일이 싫어"],
    "sport": ["마지막 타석", "코트 위의 늑대", "푸른 레인", "골목대장 축구부", "스파이크", "달리는 아이들", "링 밖의 남자", "열 번째 주자"],
}


def main():
    draw, folder = random.Random(20261130), pathlib.Path(__file__).parent
    titles = [(f"w{number:03}", title, taste) for number, (title, taste) in enumerate(
        ((title, taste) for row in zip(*([(title, taste) for title in names] for taste, names in TASTES.items())) for title, taste in row), 1)]
    with open(folder / "webtoons.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("webtoon,title\n")
        file.writelines(f"{code},{title}\n" for code, title, _ in titles)
    with open(folder / "reads.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("reader,webtoon,read_at\n")
        for reader in range(1, 241):
            taste, activity = draw.choice(list(TASTES)), draw.uniform(0.3, 1)
            for place, (code, _, kind) in enumerate(titles):
                chance = activity * (0.75 if kind == taste else 0.25) * (1 - place / 80)
                if draw.random() < chance:
                    day = draw.randrange(1, 29)
                    file.write(f"r{reader},{code},2026-0{draw.randrange(1, 10)}-{day:02}T{draw.randrange(24):02}:00:00Z\n")


if __name__ == "__main__":
    main()
