package io.guildhall.activity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.guildhall.activity.ActivityRecorded.Result;
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
				cast(:ids as text[]), cast(:links as boolean[]), cast(:texts as text[])) with ordinality
				as told (member_id, group_id, at, day, kind, characters, source, external_id, has_link, text, place))
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
		return Map.of("members", column(row -> row.member().toString()), "groups",
				column(row -> row.event().group().toString()), "ats", column(row -> row.event().at().toString()),
				"days", column(row -> row.day().toString()), "kinds", column(row -> row.event().kind().name()),
				"characters", column(row -> Integer.toString(row.event().characters())), "sources",
				column(Told::source), "ids", column(row -> row.event().externalId()), "links",
				column(row -> Boolean.toString(row.event().hasLink())), "texts", column(row -> row.event().text()));
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

	private static String source(Row row) {
		String source = row.event().source();
		return (source != null) ? "FROM:" + source : "API:" + row.event().group();
	}

}
