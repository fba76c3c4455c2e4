package io.guildhall.points;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The honor titles and how they are judged.
 *
 * @param windowDays points earned within so many days count
 * @param bufferDays who falls below keeps the title for so many days
 * @param levels the lowest first
 * @param version of what was read; 0 where there is none yet
 */
public record Ladder(int windowDays, int bufferDays, List<Level> levels, long version) {

	static final int MOST = 20;

	/** What an organization has that never said anything else. */
	static final Ladder NONE = new Ladder(90, 14, List.of(), 0);

	/**
	 * A ladder.
	 * @throws PointsRefused if days or levels are not right
	 */
	public Ladder {
		if (windowDays < 1 || windowDays > 3_650 || bufferDays < 0 || bufferDays > 365) {
			throw PointsRefused.ladderDays();
		}
		Set<Object> once = new HashSet<>();
		boolean right = levels.size() <= MOST;
		for (Level level : levels) {
			right &= !level.name().isEmpty() && !level.name().startsWith(":") && level.name().length() <= 40
					&& level.threshold() > 0 && once.add(level.name()) && once.add(level.threshold());
		}
		if (!right) {
			throw PointsRefused.ladderLevels(MOST);
		}
		levels = levels.stream().sorted(Comparator.comparing(Level::threshold)).toList();
	}

	/**
	 * A title.
	 *
	 * @param threshold the points earned within the window from which one has it
	 */
	public record Level(String name, long threshold) {

		public Level {
			name = name.strip();
		}
	}

}
