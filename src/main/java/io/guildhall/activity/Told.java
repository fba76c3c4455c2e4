package io.guildhall.activity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.guildhall.activity.ActivityRecorded.Result;
import io.guildhall.chatlog.Pitch;
import io.guildhall.chatlog.Pitches;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationDetails;
import lombok.RequiredArgsConstructor;

/** Events that may come in, as columns for the statements that take them. */
@RequiredArgsConstructor
final class Told {

	/** A relation of them, with a number for each, from 1. */
	static final String RELATION = """
			(select * from unnest(cast(:members as uuid[]), cast(:groups as uuid[]), cast(:ats as timestamptz[]),
				cast(:days as date[]), cast(:kinds as text[]), cast(:characters as int[]), cast(:sources as text[]),
				cast(:ids as text[]), cast(:links as boolean[]), cast(:pitches as text[]), cast(:replies as text[]),
				cast(:texts as text[])) with ordinality
				as told (member_id, group_id, at, day, kind, characters, source, external_id, has_link, pitch, reply_to, text,
					place))
			""";

	private final OrganizationDetails organization;

	private final List<Row> rows = new ArrayList<>();

	private record Row(int index, NewActivity event, MemberId member, LocalDate day) {
	}

	boolean isEmpty() {
		return rows.isEmpty();
	}

	/**
	 * Takes one more.
	 * @param index its place among the results
	 */
	void add(int index, NewActivity event, MemberId member) {
		rows.add(new Row(index, event, member, organization.dayOf(event.at())));
	}

	/** What {@link #RELATION} needs. */
	Map<String, Object> parameters() {
		return Map.ofEntries(Map.entry("members", column(row -> row.member().toString())),
				Map.entry("groups", column(row -> row.event().group().toString())),
				Map.entry("ats", column(row -> row.event().at().toString())),
				Map.entry("days", column(row -> row.day().toString())),
				Map.entry("kinds", column(row -> row.event().kind().name())),
				Map.entry("characters", column(row -> Integer.toString(row.event().characters()))),
				Map.entry("sources", column(Told::source)), Map.entry("ids", column(row -> row.event().externalId())),
				Map.entry("links", column(row -> Boolean.toString(row.event().hasLink()))),
				Map.entry("pitches", column(Told::pitch)), Map.entry("replies", column(row -> row.event().replyTo())),
				Map.entry("texts", column(row -> row.event().text())));
	}

	/** Which days they are of. */
	ActivityFolding.Asked asked(ActivityFolding.Window window) {
		NavigableSet<LocalDate> days = new TreeSet<>();
		long inside = 0;
		for (Row row : rows) {
			if (window.contains(row.day())) {
				inside++;
				days.add(row.day());
			}
		}
		return new ActivityFolding.Asked(rows.size(), inside, days.isEmpty() ? null : days.first(),
				days.isEmpty() ? null : days.last(), days);
	}

	/**
	 * Says of each what became of it.
	 * @param fresh the numbers of the new ones
	 */
	void answer(List<Result> results, Set<Long> fresh, ActivityFolding.Window window) {
		for (int i = 0; i < rows.size(); i++) {
			Row row = rows.get(i);
			Result old = window.contains(row.day()) ? Result.KNOWN : Result.OUTSIDE;
			results.set(row.index(), fresh.contains(i + 1L) ? Result.FRESH : old);
		}
	}

	private @Nullable String[] column(Function<Row, @Nullable String> of) {
		return rows.stream().map(of).toArray(String[]::new);
	}

	/**
	 * What the program says, else what the text tells; the text itself may not be kept.
	 */
	private static @Nullable String pitch(Row row) {
		NewActivity event = row.event();
		Pitch pitch = event.pitch();
		if (pitch == null && event.text() != null) {
			pitch = Pitches.of(event.text(), event.hasLink(), false);
		}
		return (pitch != null) ? pitch.name() : null;
	}

	private static String source(Row row) {
		String source = row.event().source();
		return (source != null) ? "FROM:" + source : "API:" + row.event().group();
	}

}
