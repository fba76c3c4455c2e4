package io.guildhall.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.guildhall.House;
import io.guildhall.House.Organization;

/**
 * A house full of people: at scale 1 an organization of 1,000,000 members in 200 groups,
 * with 20,000,000 rows of roll-up over a year, and another one that is the same, in which
 * the limits are measured.
 */
final class PeopleBench {

	private final House house;

	private final Replay replay;

	private final PeopleData data;

	private final double scale;

	private final int rounds;

	private final Figures figures = new Figures();

	PeopleBench(House house, double scale, int rounds) throws SQLException {
		this.house = house;
		this.replay = new Replay(house);
		this.data = new PeopleData(house, scale);
		this.scale = scale;
		this.rounds = rounds;
	}

	List<Line> run() throws Exception {
		Organization ours = this.house.found();
		Organization bare = this.house.found();
		List<String> groups = new ArrayList<>();
		Figures.phase("making " + this.data.members() + " members, twice", () -> {
			this.replay.empty(bare.id());
			long before = this.replay.now();
			groups.addAll(this.data.templates(ours.rest()));
			this.replay.write(this.replay.since(before, ours.id(), bare.id()), bare.id(), 1, null);
			this.data.multiply(List.of(ours, bare));
			for (Organization organization : List.of(ours, bare)) {
				long rows = this.data.rolledUp(organization);
				if (rows != 20L * this.data.members()) {
					throw new IllegalStateException(rows + " rows of roll-up");
				}
			}
		});
		PeopleNight night = new PeopleNight(this.house, ours, bare, this.data.members());
		PeopleDoors doors = new PeopleDoors(this.house, this.replay, ours, bare, this.scale);
		PeopleEvents events = new PeopleEvents(this.house, ours, bare, groups, this.scale);
		PeopleFiles files = new PeopleFiles(this.replay, ours, bare, this.scale);
		if (this.rounds == 1) {
			// A round takes long where one is asked for; only what thousands ask for at
			// once needs warm code, and what is over before its code is warm: small
			// files.
			Figures.phase("warming up", () -> {
				PeopleFiles small = new PeopleFiles(this.replay, ours, bare, 0);
				doors.reading(this.figures);
				doors.creating(this.figures, 0);
				events.telling(this.figures, 0);
				small.chat(this.figures, 0);
				small.table(this.figures, 0);
				this.figures.forget();
			});
		}
		for (int i = (this.rounds > 1) ? 0 : 1; i <= this.rounds; i++) {
			int round = i;
			Figures.phase("round " + i + ": tiers", () -> night.judge(this.figures));
			Figures.phase("round " + i + ": groups", () -> night.count(this.figures));
			Figures.phase("round " + i + ": segment", () -> doors.segment(this.figures, night.policy()));
			Figures.phase("round " + i + ": lists", () -> doors.reading(this.figures));
			Figures.phase("round " + i + ": members", () -> doors.creating(this.figures, round));
			Figures.phase("round " + i + ": events", () -> events.telling(this.figures, round));
			Figures.phase("round " + i + ": chat", () -> files.chat(this.figures, round));
			Figures.phase("round " + i + ": table", () -> files.table(this.figures, round));
			if (i == 0) {
				// Warm: the code, the pool, and the pages of the database.
				this.figures.forget();
			}
		}
		List<Line> lines = lines();
		Figures.phase("a merge that is killed", () -> lines
			.add(new PeopleMerge(this.house, ours, (int) Math.max(300, 10_000 * Math.min(1, 10 * this.scale))).line()));
		return lines;
	}

	private List<Line> lines() {
		return new ArrayList<>(List.of(this.figures.line("tiering, first time", "members/s", ">=0.667"),
				this.figures.line("tiering, nothing new", "members/s", ">=0.667"),
				this.figures.line("groups: health", "ms", "<=2"),
				this.figures.line("groups: who sits in two", "ms", "<=2"),
				this.figures.line("segment count", "ms p95", "<=1.5"),
				this.figures.line("member list", "ms p95", "<=5"), this.figures.line("member search", "ms p95", "<=5"),
				this.figures.line("create member, c=16", "members/s", ">=0.25"),
				this.figures.line("events by API, c=8", "events/s", ">=0.5"),
				this.figures.line("chat file", "messages/s", ">=0.4"),
				this.figures.line("members from CSV", "rows/s", ">=0.4")));
	}

}
