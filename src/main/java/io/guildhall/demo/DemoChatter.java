package io.guildhall.demo;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import io.guildhall.activity.ActivityImporting;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What the people of the demo say: who, where, when and how long; no words. */
@Component
@RequiredArgsConstructor
class DemoChatter {

	private static final String SOURCE = "demo";

	private final JdbcTemplate jdbc;

	private final ActivityImporting activities;

	private final Tenancy tenancy;

	/** Takes in the messages of a day, in the transaction of the day. */
	void talk(int day, LocalDate date, ZoneId zone, List<Person> people, Map<Integer, MemberId> members,
			DemoStage.Props props) {
		List<Object[]> rows = new ArrayList<>();
		for (Person person : people) {
			MemberId member = members.get(person.number());
			for (int message = 0; member != null && message < person.talk().get(day); message++) {
				boolean elsewhere = person.second() >= 0 && message % 3 == 2;
				int minute = (person.number() * 13 + message * 29) % 115;
				rows.add(new Object[] { member.id(), props.group(elsewhere ? person.second() : person.group()).id(),
						Timestamp.from(date.atTime(LocalTime.of(19, 0)).plusMinutes(minute).atZone(zone).toInstant()),
						date, 8 + (person.number() * 7 + message * 11) % 60,
						"%d-%d-%d".formatted(day, person.number(), message), message % 7 == 6,
						(person.number() % 11 == 5 && message % 4 == 3) ? "OFFER" : null });
			}
		}
		jdbc.execute("""
				create temporary table staged_demo (member_id uuid, group_id uuid, at timestamptz, day date, kind text,
					characters int, source text, external_id text, has_link boolean, pitch text, reply_to text,
					text text) on commit drop
				""");
		jdbc.batchUpdate(
				"""
						insert into staged_demo (member_id, group_id, at, day, kind, characters, source, external_id, has_link, pitch)
						values (?, ?, ?, ?, 'MESSAGE', ?, '%s', ?, ?, ?)
						"""
					.formatted(SOURCE),
				rows);
		activities.take(Ids.of(tenancy.current(), SOURCE), "staged_demo");
	}

}
