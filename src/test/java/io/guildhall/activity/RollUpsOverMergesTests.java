package io.guildhall.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Imports come and are taken back while members become one and two again, in any order:
 * whatever stands of a member's days is what counting their events would make of it.
 */
@HouseTest
@RequiredArgsConstructor
class RollUpsOverMergesTests {

	/** Of each event, whose it is today. */
	private static final String OF_TODAY = """
			select coalesce(m.merged_into, e.member_id) as member_id, e.day, e.group_id, e.kind, e.characters, e.has_link,
				e.pitch
			from activity_events e
			left join members m on m.organization_id = e.organization_id and m.id = e.member_id
			where e.organization_id = ?
			""";

	private final ActivityImporting importing;

	private final MemberService members;

	private final MergeService merges;

	private final OrganizationFixtures organizations;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());

	private final UUID readers = Ids.next();

	private final UUID runners = Ids.next();

	private UUID acme = Ids.next();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void theDaysOfEachAreThoseOfTheirEvents(long seed) {
		acme = organizations.found("Acme");
		Random random = new Random(seed);
		List<MemberId> people = people(5);
		List<UUID> runs = new ArrayList<>();
		List<MergeId> made = new ArrayList<>();
		int merged = 0;
		int parted = 0;
		int gone = 0;
		for (int step = 0; step < 60; step++) {
			switch (random.nextInt(7)) {
				case 0, 1, 2 -> runs.add(taken(random, people, step));
				case 3, 4 -> {
					if (!runs.isEmpty()) {
						undo(runs.remove(random.nextInt(runs.size())));
						gone++;
					}
				}
				case 5 -> {
					MemberId one = now(people.get(random.nextInt(people.size())));
					MemberId other = now(people.get(random.nextInt(people.size())));
					if (!one.equals(other)) {
						made.add(as(() -> merges.merge(one, other)));
						merged++;
					}
				}
				default -> {
					if (!made.isEmpty() && part(made, random.nextInt(made.size()))) {
						parted++;
					}
				}
			}
			assertThat(days()).as("days after step %d", step).isEqualTo(counted());
			assertThat(lastDays()).as("last days after step %d", step).isEqualTo(countedLastDays());
			assertThat(groupDays()).as("days of groups after step %d", step).isEqualTo(countedGroupDays());
		}
		assertThat(List.of(merged, parted, gone)).allMatch(count -> count > 0);
		while (!made.isEmpty()) {
			part(made, made.size() - 1);
		}
		runs.forEach(this::undo);
		assertThat(days()).isEqualTo(counted()).isEmpty();
		assertThat(owner.sql("select count(*) from activity_gone_since_merges where organization_id = ?")
			.param(acme)
			.query(Long.class)
			.single()).as("goes with the merges").isZero();
	}

	/** Three of the one's messages go with the import, and none of the other's two. */
	@Test
	void whatWentWithAnImportComesBackToNobody() {
		acme = organizations.found("Acme");
		List<MemberId> people = people(2);
		MemberId older = people.get(0);
		MemberId newer = people.get(1);
		UUID first = take(List.of(of(newer, 1, "1"), of(newer, 1, "2"), of(newer, 1, "3")));
		take(List.of(of(older, 1, "4"), of(older, 1, "5")));
		MergeId merge = as(() -> merges.merge(older, newer));
		undo(first);
		assertThat(days()).isEqualTo(counted());
		as(() -> {
			merges.undo(merge);
			return merge;
		});
		assertThat(days()).isEqualTo(counted()).hasSize(1).first().asString().startsWith(older.toString());
	}

	@Test
	void whoeverWasErasedWithTheSurvivorLosesWhatTheImportBrought() {
		acme = organizations.found("Acme");
		List<MemberId> people = people(2);
		UUID first = take(List.of(of(people.get(1), 1, "1"), of(people.get(0), 2, "2")));
		as(() -> merges.merge(people.get(0), people.get(1)));
		as(() -> {
			members.erase(people.get(0));
			return first;
		});
		undo(first);
		assertThat(days()).isEmpty();
	}

	@Test
	void twoBecomeOneAndTwoAgainWhileAnImportIsTakenBack() throws Exception {
		acme = organizations.found("Acme");
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int round = 0; round < 6; round++) {
				List<MemberId> people = people(2);
				List<Event> events = new ArrayList<>();
				for (int i = 0; i < 60; i++) {
					events.add(of(people.get(i % 2), 1 + i % 20, round + "/" + i));
				}
				UUID run = take(events);
				CountDownLatch start = new CountDownLatch(2);
				Future<?> undoing = threads.submit(() -> {
					start.countDown();
					start.await();
					undo(run);
					return run;
				});
				Future<?> merging = threads.submit(() -> {
					start.countDown();
					start.await();
					MergeId merge = as(() -> merges.merge(people.get(0), people.get(1)));
					return as(() -> {
						merges.undo(merge);
						return merge;
					});
				});
				undoing.get();
				merging.get();
				assertThat(days()).as("round %d", round).isEqualTo(counted());
				assertThat(lastDays()).as("round %d", round).isEqualTo(countedLastDays());
				assertThat(groupDays()).as("round %d", round).isEqualTo(countedGroupDays());
			}
		}
		finally {
			threads.shutdown();
		}
	}

	/** An event as a file tells of it. */
	private record Event(MemberId member, UUID group, LocalDate day, String id, ActivityKind kind, int characters,
			boolean link) {
	}

	private Event of(MemberId member, int day, String id) {
		return new Event(member, readers, LocalDate.of(2026, 3, day), id, ActivityKind.MESSAGE, 7, false);
	}

	private List<MemberId> people(int count) {
		List<MemberId> people = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int number = i;
			people.add(as(() -> members.add(NewMember.named("Person " + number))));
		}
		return people;
	}

	private UUID taken(Random random, List<MemberId> people, int step) {
		List<Event> events = new ArrayList<>();
		int count = 1 + random.nextInt(25);
		for (int i = 0; i < count; i++) {
			// Now and then one that came before: it stays with the import that had it.
			int said = (random.nextInt(4) > 0) ? step : random.nextInt(step + 1);
			events.add(new Event(now(people.get(random.nextInt(people.size()))),
					random.nextBoolean() ? readers : runners, LocalDate.of(2026, 3, 1 + random.nextInt(6)),
					said + "/" + i, (random.nextInt(4) > 0) ? ActivityKind.MESSAGE : ActivityKind.CHECK_IN,
					random.nextInt(50), random.nextInt(5) == 0));
		}
		return take(events);
	}

	/** Under which id they go today. */
	private MemberId now(MemberId member) {
		return owner.sql("select coalesce(merged_into, id) from members where organization_id = ? and id = ?")
			.params(acme, member.id())
			.query((row, number) -> new MemberId(row.getObject(1, UUID.class)))
			.single();
	}

	/** Whether the merge was taken back; who was merged on has to wait. */
	private boolean part(List<MergeId> made, int which) {
		MergeId merge = made.get(which);
		try {
			as(() -> {
				merges.undo(merge);
				return merge;
			});
		}
		catch (DomainException mergedOn) {
			assertThat(mergedOn.getCode()).isEqualTo("member.merged-on");
			return false;
		}
		made.remove(which);
		return true;
	}

	private UUID take(List<Event> events) {
		UUID run = Ids.next();
		as(() -> {
			jdbc.sql("""
					create temporary table staged_activity (member_id uuid, group_id uuid, at timestamptz, day date,
						kind text, characters int, source text, external_id text, has_link boolean, pitch text,
						reply_to text, text text) on commit drop
					""").update();
			for (Event event : events) {
				jdbc.sql("""
						insert into staged_activity values (?, ?, ?, ?, ?, ?, 'TEST', ?, ?, null, null, 'words')
						""")
					.params(event.member().id(), event.group(),
							Timestamp.from(event.day().atTime(4, 0).toInstant(ZoneOffset.UTC)), event.day(),
							event.kind().name(), event.characters(), event.id(), event.link())
					.update();
			}
			return importing.take(run, "staged_activity");
		});
		return run;
	}

	private void undo(UUID run) {
		as(() -> importing.undo(run));
	}

	private List<String> days() {
		return lines(
				"""
						select member_id || ' ' || day || ' ' || group_id || ' ' || messages || '/' || characters || '/' || others
							|| '/' || links || '/' || ads
						from activity_days where organization_id = ? order by 1
						""");
	}

	private List<String> counted() {
		return lines(
				"""
						select member_id || ' ' || day || ' ' || group_id || ' ' || count(*) filter (where kind = 'MESSAGE') || '/'
							|| coalesce(sum(characters) filter (where kind = 'MESSAGE'), 0) || '/'
							|| count(*) filter (where kind <> 'MESSAGE') || '/'
							|| count(*) filter (where kind = 'MESSAGE' and has_link) || '/0'
						from (%s) e group by member_id, day, group_id order by 1
						"""
					.formatted(OF_TODAY));
	}

	private List<String> lastDays() {
		return lines("""
				select member_id || ' ' || first_day || ' ' || last_day || ' ' || coalesce(cast(spoke_day as text), '-')
				from activity_members where organization_id = ? order by 1
				""");
	}

	private List<String> countedLastDays() {
		return lines("""
				select member_id || ' ' || min(day) || ' ' || max(day) || ' '
					|| coalesce(cast(max(day) filter (where kind = 'MESSAGE') as text), '-')
				from (%s) e group by member_id order by 1
				""".formatted(OF_TODAY));
	}

	private List<String> groupDays() {
		return lines("""
				select day || ' ' || group_id || ' ' || messages || '/' || speakers || '/' || others || '/' || links
				from activity_group_days
				where organization_id = ? and (messages > 0 or others > 0) order by 1
				""");
	}

	private List<String> countedGroupDays() {
		return lines(
				"""
						select day || ' ' || g || ' ' || count(*) filter (where kind = 'MESSAGE') || '/'
							|| count(distinct member_id) filter (where kind = 'MESSAGE') || '/'
							|| count(*) filter (where kind <> 'MESSAGE') || '/'
							|| count(*) filter (where kind = 'MESSAGE' and has_link)
						from (%s) e cross join lateral (values (group_id), (cast('00000000-0000-0000-0000-000000000000' as uuid))) as w (g)
						group by day, g order by 1
						"""
					.formatted(OF_TODAY));
	}

	private List<String> lines(String sql) {
		return owner.sql(sql).param(acme).query(String.class).list();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, () -> transaction.execute(status -> work.run()));
	}

}
