package io.guildhall.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.guildhall.House;
import io.guildhall.House.Organization;

/**
 * A house full of people: at scale 1 an organization of 1,000,000 members in 200 groups,
 * with 20,000,000 rows of roll-up over a year, and another one that is the same, in which
 * the limits are measured.
 */
final class PeopleBench {

	/** Name, unit and bar. */
	private static final List<List<String>> LINES = List.of(List.of("tiering, first time", "members/s", ">=0.667"),
			List.of("tiering, nothing new", "members/s", ">=0.667"), List.of("groups: health", "ms", "<=2"),
			List.of("groups: who sits in two", "ms", "<=2"), List.of("segment count", "ms p95", "<=1.5"),
			List.of("member list", "ms p95", "<=5"), List.of("member search", "ms p95", "<=5"),
			List.of("create member, c=16", "members/s", ">=0.25"), List.of("events by API, c=8", "events/s", ">=0.5"),
			List.of("chat file", "messages/s", ">=0.4"), List.of("members from CSV", "rows/s", ">=0.4"));

	/** Below this scale nobody looks at the figures: whether it runs is what is asked. */
	private static final double MEASURED = 0.01;

	/** What the database takes all the time of. */
	private static final Set<String> WITHOUT_WARMTH = Set.of("tiers", "groups", "segment");

	private final House house;

	private final Replay replay;

	private final PeopleData data;

	private final double scale;

	private final int rounds;

	/** The number of the first round: what a round brings in has to be new. */
	private final int from;

	private final Parts parts = new Parts();

	private final Figures figures = new Figures();

	PeopleBench(House house, double scale, int rounds) throws SQLException {
		this.house = house;
		this.replay = new Replay(house);
		this.data = new PeopleData(house, scale);
		this.scale = scale;
		this.rounds = rounds;
		this.from = Integer.parseInt(System.getenv().getOrDefault("BENCH_FROM", "0"));
	}

	List<Line> run() throws Exception {
		Organization ours = this.house.found();
		Organization bare = this.house.found();
		List<String> groups = new ArrayList<>();
		if (this.data.rolledUp(ours) > 0) {
			groups.addAll(this.data.groups(ours));
		}
		else {
			Figures.phase("making " + this.data.members() + " members, twice", () -> groups.addAll(make(ours, bare)));
		}
		PeopleNight night = new PeopleNight(this.house, ours, bare, this.data.members());
		PeopleDoors doors = new PeopleDoors(this.house, this.replay, ours, bare, this.scale);
		PeopleEvents events = new PeopleEvents(this.house, ours, bare, groups, this.scale);
		PeopleFiles files = new PeopleFiles(this.replay, ours, bare, this.scale);
		if (this.rounds == 1 && this.scale >= MEASURED && !this.parts.areAllOf(WITHOUT_WARMTH)) {
			// A round takes long where one is asked for; only what thousands ask for at
			// once needs warm code, and what is over before its code is warm: small
			// files.
			Figures.phase("warming up", () -> {
				PeopleFiles small = new PeopleFiles(this.replay, ours, bare, 0);
				doors.reading(this.figures);
				doors.creating(this.figures, this.from);
				events.telling(this.figures, this.from);
				small.chat(this.figures, this.from);
				small.table(this.figures, this.from);
				this.figures.forget();
			});
		}
		for (int i = (this.rounds > 1) ? 0 : 1; i <= this.rounds; i++) {
			int round = this.from + i;
			this.parts.run("round " + i, "tiers", () -> night.judge(this.figures));
			this.parts.run("round " + i, "groups", () -> night.count(this.figures));
			this.parts.run("round " + i, "segment", () -> doors.segment(this.figures, night.policy()));
			this.parts.run("round " + i, "lists", () -> doors.reading(this.figures));
			this.parts.run("round " + i, "members", () -> doors.creating(this.figures, round));
			this.parts.run("round " + i, "events", () -> events.telling(this.figures, round));
			this.parts.run("round " + i, "chat", () -> files.chat(this.figures, round));
			this.parts.run("round " + i, "table", () -> files.table(this.figures, round));
			if (i == 0) {
				// Warm: the code, the pool, and the pages of the database.
				this.figures.forget();
			}
		}
		List<Line> lines = new ArrayList<>(this.figures.lines(LINES));
		this.parts.run("last", "merge", () -> lines
			.add(new PeopleMerge(this.house, ours, (int) Math.max(300, 10_000 * Math.min(1, 10 * this.scale))).line()));
		return lines;
	}

	/** The ids of the groups. */
	private List<String> make(Organization ours, Organization bare) throws Exception {
		this.replay.empty(bare.id());
		long before = this.replay.now();
		List<String> groups = this.data.templates(ours.rest());
		this.replay.write(this.replay.since(before, ours.id(), bare.id()), bare.id(), 1, null);
		this.data.multiply(List.of(ours, bare));
		for (Organization organization : List.of(ours, bare)) {
			long rows = this.data.rolledUp(organization);
			if (rows != 20L * this.data.members()) {
				throw new IllegalStateException(rows + " rows of roll-up");
			}
		}
		return groups;
	}

}
