package io.guildhall.points.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.guildhall.points.Ladder;

/**
 * The titles as somebody types them.
 *
 * @param levels one to a line: name, then points
 */
record LadderForm(@Nullable Integer windowDays, @Nullable Integer bufferDays, @Nullable String levels,
		@Nullable Long ladderVersion) {

	static LadderForm of(Ladder ladder) {
		return new LadderForm(ladder.windowDays(), ladder.bufferDays(),
				ladder.levels()
					.stream()
					.map(level -> level.name() + " " + level.threshold())
					.collect(Collectors.joining("\n")),
				ladder.version());
	}

	/**
	 * What the form says; a line without a number is a level without one.
	 * @throws io.guildhall.points.PointsRefused if it is not right
	 */
	Ladder ladder() {
		List<Ladder.Level> all = new ArrayList<>();
		for (String line : ((levels != null) ? levels : "").lines().map(String::strip).toList()) {
			if (!line.isEmpty()) {
				int end = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
				all.add(new Ladder.Level(line.substring(0, Math.max(end, 0)), number(line.substring(end + 1))));
			}
		}
		return new Ladder((windowDays != null) ? windowDays : 0, (bufferDays != null) ? bufferDays : 0, all, 0);
	}

	private static long number(String text) {
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException none) {
			return 0;
		}
	}

}
