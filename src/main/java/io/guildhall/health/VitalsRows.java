package io.guildhall.health;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;

/** Vitals as rows of {@code group_health}, both ways. */
final class VitalsRows {

	/** The columns but the key and the stage, in the order of {@link #values}. */
	private static final List<String> COLUMNS = List.of("first_day", "last_spoke", "last_member_spoke", "members",
			"present", "joined", "gone", "speakers", "messages", "messages_before", "messages_month", "messages_top",
			"messages_linked", "messages_ads", "strangers", "event_kind", "event_name", "event_from", "event_until",
			"event_before", "event_after");

	/** Keeps a day of a group; counting it again writes over it. */
	static final String KEEP = "insert into group_health (organization_id, group_id, day, stage, "
			+ String.join(", ", COLUMNS) + ") values (?, ?, ?, ?" + ", ?".repeat(COLUMNS.size())
			+ ") on conflict (organization_id, group_id, day) do update set stage = excluded.stage, "
			+ String.join(", ", COLUMNS.stream().map(column -> column + " = excluded." + column).toList());

	private VitalsRows() {
	}

	/** What {@link #KEEP} needs. */
	static @Nullable Object[] values(UUID organization, GroupVitals v) {
		GroupEvent event = v.event();
		return new @Nullable Object[] { organization, v.group().id(), Date.valueOf(v.day()), v.stage().name(),
				date(v.firstDay()), date(v.lastSpoke()), date(v.lastMemberSpoke()), v.members(), v.present(),
				v.joined(), v.gone(), v.speakers(), v.messages(), v.messagesBefore(), v.messagesMonth(),
				v.messagesTop(), v.messagesLinked(), v.messagesAds(), v.strangers(),
				(event != null) ? event.kind().name() : null, (event != null) ? event.name() : null,
				(event != null) ? Date.valueOf(event.from()) : null,
				(event != null) ? Date.valueOf(event.until()) : null, (event != null) ? event.before() : null,
				(event != null) ? event.after() : null };
	}

	/**
	 * The vitals of a row.
	 * @param event what happened last
	 */
	static GroupVitals vitals(ResultSet row, LocalDate day, @Nullable GroupEvent event) throws SQLException {
		return new GroupVitals(new GroupId(row.getObject("group_id", UUID.class)), day,
				row.getObject("first_day", LocalDate.class), row.getObject("last_spoke", LocalDate.class),
				row.getObject("last_member_spoke", LocalDate.class), row.getLong("members"), row.getLong("present"),
				row.getLong("joined"), row.getLong("gone"), row.getLong("speakers"), row.getLong("messages"),
				row.getLong("messages_before"), row.getLong("messages_month"), row.getLong("messages_top"),
				row.getLong("messages_linked"), row.getLong("messages_ads"), row.getObject("strangers", Long.class),
				event);
	}

	/** The vitals of a row that was kept. */
	static GroupVitals vitals(ResultSet row) throws SQLException {
		return vitals(row, row.getObject("day", LocalDate.class),
				(row.getString("event_kind") != null) ? event(row) : null);
	}

	/** What happened, from the columns with {@code event_}. */
	static GroupEvent event(ResultSet row) throws SQLException {
		return new GroupEvent(GroupEvent.Kind.valueOf(row.getString("event_kind")), row.getString("event_name"),
				row.getObject("event_from", LocalDate.class), row.getObject("event_until", LocalDate.class),
				row.getLong("event_before"), row.getLong("event_after"));
	}

	private static @Nullable Date date(@Nullable LocalDate day) {
		return (day != null) ? Date.valueOf(day) : null;
	}

}
