package io.guildhall.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.organization.OrganizationSettings;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

@Slf4j
@HouseTest
@RequiredArgsConstructor
class ActivityModuleTests {

	private final ActivityImporting importing;

	private final ActivityRetention retention;

	private final ActivityBelongings belongings;

	private final ActivityMonths months;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());

	private UUID organization = Ids.next();

	private final UUID ann = Ids.next();

	private final UUID bob = Ids.next();

	private final UUID readers = Ids.next();

	private final UUID runners = Ids.next();

	@BeforeEach
	void newOrganization() {
		organization = Ids.next();
		onBehalf.ofSystem(organization, () -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "en", false)));
	}

	@Test
	void foldsWhatIsNewAndOnlyThat() {
		List<Row> rows = List.of(message(ann, readers, "2026-03-01", "1"), message(ann, readers, "2026-03-01", "2"),
				message(bob, readers, "2026-03-01", "3"), message(ann, runners, "2026-03-01", "4"),
				message(ann, readers, "2026-03-02", "5"),
				new Row(bob, runners, "2026-03-02", "6", ActivityKind.CHECK_IN),
				new Row(bob, runners, "2026-03-02", "7", ActivityKind.JOINED));
		assertThat(take(Ids.next(), rows)).isEqualTo(new ActivityTaken(7, 0, 0));
		assertThat(groupDay(readers, "2026-03-01")).isEqualTo("3 messages, 2 speakers, 0 others");
		assertThat(groupDay(runners, "2026-03-02")).isEqualTo("0 messages, 0 speakers, 1 others");
		assertThat(groupDay(GroupDays.ALL, "2026-03-01")).isEqualTo("4 messages, 2 speakers, 0 others");
		assertThat(take(Ids.next(), rows)).isEqualTo(new ActivityTaken(0, 7, 0));
		assertThat(groupDay(readers, "2026-03-01")).isEqualTo("3 messages, 2 speakers, 0 others");
	}

	@Test
	void countsASpeakerOnceThoughTheDayCameInSlices() {
		take(Ids.next(), List.of(message(ann, readers, "2026-03-01", "1"), message(bob, readers, "2026-03-01", "2")));
		take(Ids.next(), List.of(message(ann, readers, "2026-03-01", "3"), message(ann, runners, "2026-03-01", "4"),
				message(ann, readers, "2026-03-01", "3")));
		assertThat(groupDay(readers, "2026-03-01")).isEqualTo("3 messages, 2 speakers, 0 others");
		assertThat(groupDay(GroupDays.ALL, "2026-03-01")).isEqualTo("4 messages, 2 speakers, 0 others");
	}

	@Test
	void makesTheMonthsThatItNeedsAndRefusesDaysThatCannotBe() {
		List<Row> rows = List.of(message(ann, readers, "1999-12-31", "1"), message(ann, readers, "0001-01-01", "2"),
				message(ann, readers, "2999-01-01", "3"));
		assertThat(take(Ids.next(), rows)).isEqualTo(new ActivityTaken(1, 0, 2));
		assertThat(
				owner.sql("select to_regclass('activity_events_y1999m12') is not null").query(Boolean.class).single())
			.isTrue();
	}

	@Test
	void takesBackWhatARunBroughtAndLeavesTheRest() {
		UUID first = Ids.next();
		UUID second = Ids.next();
		take(first, List.of(message(ann, readers, "2026-03-01", "1"), message(bob, readers, "2026-03-01", "2")));
		take(second, List.of(message(ann, readers, "2026-03-01", "1"), message(ann, readers, "2026-03-01", "3"),
				message(ann, runners, "2026-03-04", "4")));
		assertThat(undo(second)).isEqualTo(2);
		assertThat(undo(second)).isZero();
		assertThat(groupDay(readers, "2026-03-01")).isEqualTo("2 messages, 2 speakers, 0 others");
		assertThat(groupDay(runners, "2026-03-04")).isEqualTo("nothing");
		assertThat(undo(first)).isEqualTo(2);
		assertThat(owner.sql("select count(*) from activity_days where organization_id = ?")
			.param(organization)
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void addsUpRightWhenTwoWriteToTheSameDayAtOnce() throws Exception {
		int writers = 4;
		ExecutorService threads = Executors.newFixedThreadPool(writers);
		try {
			CountDownLatch start = new CountDownLatch(writers);
			List<Future<ActivityTaken>> results = new ArrayList<>();
			for (int i = 0; i < writers; i++) {
				int writer = i;
				results.add(threads.submit(() -> {
					start.countDown();
					start.await();
					ActivityTaken taken = ActivityTaken.NOTHING;
					for (int slice = 0; slice < 5; slice++) {
						List<Row> rows = new ArrayList<>();
						for (int j = 0; j < 20; j++) {
							rows.add(message(new UUID(7, writer / 2 * 100L + j), (writer % 2 == 0) ? readers : runners,
									"2026-03-01", writer + "/" + slice + "/" + j));
						}
						taken = taken.plus(take(Ids.next(), rows));
					}
					return taken;
				}));
			}
			for (Future<ActivityTaken> result : results) {
				assertThat(result.get()).isEqualTo(new ActivityTaken(100, 0, 0));
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(groupDay(readers, "2026-03-01")).isEqualTo("200 messages, 40 speakers, 0 others");
		assertThat(groupDay(runners, "2026-03-01")).isEqualTo("200 messages, 40 speakers, 0 others");
		assertThat(groupDay(GroupDays.ALL, "2026-03-01")).as("those who speak in two groups at once count once")
			.isEqualTo("400 messages, 40 speakers, 0 others");
	}

	@Test
	void agreesWithACountMadeIndependently() {
		Random random = new Random(5);
		List<ActivityKind> kinds = List.of(ActivityKind.values());
		List<Row> all = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			all.add(new Row(new UUID(8, random.nextInt(40)), random.nextBoolean() ? readers : runners,
					LocalDate.of(2026, 1, 1).plusDays(random.nextInt(70)).toString(), "r" + i,
					kinds.get(random.nextInt(kinds.size()))));
		}
		for (int from = 0; from < all.size(); from += 700) {
			take(Ids.next(), all.subList(Math.max(0, from - 100), Math.min(from + 700, all.size())));
		}
		for (UUID group : List.of(readers, runners, GroupDays.ALL)) {
			for (int i = 0; i < 70; i++) {
				String day = LocalDate.of(2026, 1, 1).plusDays(i).toString();
				List<Row> here = all.stream()
					.filter(row -> row.day().equals(day) && (group.equals(GroupDays.ALL) || row.group().equals(group)))
					.toList();
				List<Row> messages = here.stream().filter(row -> row.kind() == ActivityKind.MESSAGE).toList();
				long others = here.stream().filter(row -> row.kind().isActivity()).count() - messages.size();
				String expected = (messages.isEmpty() && others == 0) ? "nothing"
						: "%d messages, %d speakers, %d others".formatted(messages.size(),
								messages.stream().map(Row::member).distinct().count(), others);
				String found = groupDay(group, day);
				assertThat(found.equals("0 messages, 0 speakers, 0 others") ? "nothing" : found).isEqualTo(expected);
			}
		}
	}

	/**
	 * Two become one and two again, whoever spoke where, and all days are what counting
	 * anew would make of them.
	 */
	@Test
	void whoeverBecomesOneIsOneSpeakerAndTwoAgain() {
		Random random = new Random(9);
		List<Row> all = new ArrayList<>();
		for (int i = 0; i < 800; i++) {
			all.add(new Row(new UUID(9, random.nextInt(5)), random.nextBoolean() ? readers : runners,
					LocalDate.of(2026, 1, 1).plusDays(random.nextInt(40)).toString(), "r" + i,
					(random.nextInt(4) > 0) ? ActivityKind.MESSAGE : ActivityKind.CHECK_IN));
		}
		take(Ids.next(), all);
		String before = days();
		MemberId from = new MemberId(new UUID(9, 0));
		MemberId to = new MemberId(new UUID(9, 1));
		MemberId third = new MemberId(new UUID(9, 2));
		UUID merge = Ids.next();
		String moved = as(() -> belongings.move(merge, from, to));
		assertThat(days()).isEqualTo(counted()).isNotEqualTo(before);
		// Something comes for the merged one since, from a program that knows them so.
		UUID late = Ids.next();
		take(late, List.of(message(from.id(), readers, "2026-01-05", "late"),
				message(from.id(), runners, "2026-03-05", "later")));
		String on = as(() -> belongings.move(Ids.next(), to, third));
		assertThat(days()).isEqualTo(counted());
		as(() -> back(to, third, on));
		assertThat(days()).isEqualTo(counted());
		as(() -> back(from, to, moved));
		assertThat(days()).isEqualTo(counted());
		undo(late);
		assertThat(days()).isEqualTo(before);
	}

	@Test
	void aMergeAsksOnlyWhatTheTwoDidAndNotWhatADayCameTo() {
		take(Ids.next(), List.of(message(ann, readers, "2026-03-01", "1"), message(bob, readers, "2026-03-01", "2"),
				message(ann, runners, "2026-03-02", "3"), message(bob, readers, "2026-03-02", "4")));
		owner.sql("update activity_group_days set speakers = speakers + 100, messages = 7 where organization_id = ?")
			.param(organization)
			.update();
		String moved = as(() -> belongings.move(Ids.next(), new MemberId(ann), new MemberId(bob)));
		assertThat(groupDay(GroupDays.ALL, "2026-03-01")).isEqualTo("7 messages, 101 speakers, 0 others");
		assertThat(groupDay(readers, "2026-03-01")).isEqualTo("7 messages, 101 speakers, 0 others");
		assertThat(groupDay(GroupDays.ALL, "2026-03-02")).isEqualTo("7 messages, 101 speakers, 0 others");
		assertThat(groupDay(runners, "2026-03-02")).isEqualTo("7 messages, 101 speakers, 0 others");
		as(() -> back(new MemberId(ann), new MemberId(bob), moved));
		assertThat(groupDay(GroupDays.ALL, "2026-03-02")).isEqualTo("7 messages, 102 speakers, 0 others");
	}

	/** While one writes for either of them, the other makes them one. */
	@Test
	void countsRightWhenSomebodySpeaksWhileTwoBecomeOne() throws Exception {
		List<Row> first = new ArrayList<>();
		for (int day = 1; day <= 20; day++) {
			first.add(message(ann, readers, "2026-03-%02d".formatted(day), "a" + day));
		}
		take(Ids.next(), first);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			CountDownLatch start = new CountDownLatch(2);
			Future<?> writing = threads.submit(() -> {
				start.countDown();
				start.await();
				for (int day = 1; day <= 20; day++) {
					take(Ids.next(), List.of(message(bob, runners, "2026-03-%02d".formatted(day), "b" + day)));
				}
				return true;
			});
			Future<?> merging = threads.submit(() -> {
				start.countDown();
				start.await();
				return as(() -> belongings.move(Ids.next(), new MemberId(ann), new MemberId(bob)));
			});
			writing.get();
			merging.get();
		}
		finally {
			threads.shutdown();
		}
		assertThat(days()).isEqualTo(counted());
	}

	private boolean back(MemberId from, MemberId to, String moved) {
		belongings.moveBack(Ids.next(), from, to, moved);
		return true;
	}

	/**
	 * Whatever comes in, goes and changes hands, members' first and last days are those
	 * of their days, and so are the days of groups.
	 */
	@Test
	void lastDaysAreThoseOfTheDaysWhateverHappens() {
		Random random = new Random(11);
		List<MemberId> people = new ArrayList<>();
		for (String name : List.of("Ann", "Bob", "Cat", "Dan")) {
			people.add(onBehalf.ofSystem(organization, () -> members.add(NewMember.named(name))));
		}
		List<UUID> runs = new ArrayList<>();
		Deque<Handed> handed = new ArrayDeque<>();
		for (int i = 0; i < 80; i++) {
			int step = i;
			switch (random.nextInt(6)) {
				case 0, 1, 2 -> {
					runs.add(Ids.next());
					take(runs.get(runs.size() - 1),
							random.ints(1 + random.nextInt(12))
								.mapToObj(n -> new Row(people.get(Math.floorMod(n, people.size())).id(),
										(n % 2 == 0) ? readers : runners,
										LocalDate.of(2026, 1, 1).plusDays(Math.floorMod(n, 31)).toString(),
										step + "/" + n, (n % 3 == 0) ? ActivityKind.MESSAGE : ActivityKind.CHECK_IN))
								.toList());
				}
				case 3 -> {
					if (!runs.isEmpty()) {
						undo(runs.remove(random.nextInt(runs.size())));
					}
				}
				case 4 -> {
					if (people.size() > 1) {
						MemberId from = people.remove(random.nextInt(people.size()));
						handed.push(handOver(from, people.get(random.nextInt(people.size()))));
					}
				}
				default -> {
					if (!handed.isEmpty()) {
						people.add(handBack(handed.pop()));
					}
				}
			}
			assertThat(days()).as("step %d", i).isEqualTo(counted());
		}
		assertThat(days()).contains("2026-01");
	}

	@Test
	void anImportGoesAsFarAsThereIsAnythingOfItLeft() {
		MemberId from = onBehalf.ofSystem(organization, () -> members.add(NewMember.named("Ann")));
		MemberId to = onBehalf.ofSystem(organization, () -> members.add(NewMember.named("Bob")));
		UUID first = Ids.next();
		UUID second = Ids.next();
		take(first, List.of(message(from.id(), readers, "2026-03-01", "1"),
				message(from.id(), readers, "2026-03-01", "2")));
		take(second,
				List.of(message(to.id(), readers, "2026-03-01", "3"), message(to.id(), readers, "2026-03-01", "4")));
		Handed one = handOver(from, to);
		undo(first);
		handBack(one);
		take(Ids.next(), List.of(message(to.id(), readers, "2026-03-01", "5")));
		assertThat(undo(second)).isEqualTo(2);
		assertThat(days()).isEqualTo(counted());
	}

	/** Who became one with whom, those who had before, and what went along. */
	private record Handed(MemberId from, MemberId to, List<UUID> aliases, String moved) {
	}

	private Handed handOver(MemberId from, MemberId to) {
		List<UUID> aliases = owner.sql("select id from members where merged_into = ?")
			.param(from.id())
			.query(UUID.class)
			.list();
		owner.sql("update members set state = 'MERGED', merged_into = ? where id = ? or merged_into = ?")
			.params(to.id(), from.id(), from.id())
			.update();
		return new Handed(from, to, aliases, as(() -> belongings.move(Ids.next(), from, to)));
	}

	private MemberId handBack(Handed last) {
		owner.sql("update members set state = 'ACTIVE', merged_into = null where id = ?")
			.param(last.from().id())
			.update();
		last.aliases()
			.forEach(alias -> owner.sql("update members set merged_into = ? where id = ?")
				.params(last.from().id(), alias)
				.update());
		as(() -> back(last.from(), last.to(), last.moved()));
		return last.from();
	}

	/**
	 * The import that is taken back had the last day, and another one comes meanwhile.
	 */
	@Test
	void aLastDayIsRightWhenADayComesWhileAnotherGoes() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < 10; i++) {
				int at = i;
				UUID last = Ids.next();
				take(last, List.of(message(ann, readers, "2026-04-20", "last" + i)));
				CountDownLatch start = new CountDownLatch(2);
				Future<?> coming = threads.submit(() -> {
					start.countDown();
					start.await();
					return take(Ids.next(), List.of(message(ann, runners, "2026-03-%02d".formatted(at + 1), "n" + at)));
				});
				Future<?> going = threads.submit(() -> {
					start.countDown();
					start.await();
					return undo(last);
				});
				coming.get();
				going.get();
				assertThat(days()).as("round %d", i).isEqualTo(counted());
			}
		}
		finally {
			threads.shutdown();
		}
	}

	/** All that stands of days on which somebody did anything. */
	private String days() {
		return owner
			.sql("""
					select coalesce(string_agg(day || ' ' || group_id || ' ' || messages || '/' || speakers || '/' || others,
						E'\n' order by day, group_id), '') from activity_group_days
					where organization_id = ? and (messages > 0 or speakers <> 0 or others > 0)
					""")
			.param(organization)
			.query(String.class)
			.single() + lastDays("activity_members");
	}

	/** The same, counted from what each did. */
	private String counted() {
		return owner
			.sql("""
					select coalesce(string_agg(day || ' ' || group_id || ' ' || messages || '/' || speakers || '/' || others,
						E'\n' order by day, group_id), '')
					from (select day, group_id, sum(messages) as messages, count(*) filter (where messages > 0) as speakers,
							sum(others) as others from activity_days where organization_id = ? group by day, group_id
						union all
						select day, ?, sum(messages), count(distinct member_id) filter (where messages > 0), sum(others)
						from activity_days where organization_id = ? group by day) counted
					""")
			.params(organization, GroupDays.ALL, organization)
			.query(String.class)
			.single() + lastDays("""
					(select organization_id, member_id, min(day) as first_day, max(day) as last_day,
						max(day) filter (where messages > 0) as spoke_day
					from activity_days group by organization_id, member_id) counted
					""");
	}

	private String lastDays(String relation) {
		return owner
			.sql("""
					select coalesce(string_agg(E'\n' || member_id || ' ' || first_day || ' ' || last_day || ' '
						|| coalesce(cast(spoke_day as text), 'never'), '' order by member_id), '') from %s where organization_id = ?
					"""
				.formatted(relation))
			.param(organization)
			.query(String.class)
			.single();
	}

	@Test
	void seesNothingOfAnotherOrganization() {
		UUID run = Ids.next();
		take(run, List.of(message(ann, readers, "2026-03-01", "1")));
		UUID mine = organization;
		newOrganization();
		assertThat(undo(run)).isZero();
		assertThat(as(() -> jdbc.sql("select count(*) from activity_day_facts").query(Long.class).single())).isZero();
		organization = mine;
		assertThat(as(() -> jdbc.sql("select count(*) from activity_day_facts").query(Long.class).single())).isOne();
	}

	@Test
	void keepsWordsOnlyWhereTheOrganizationWantsThem() {
		Row row = message(ann, readers, "2026-03-01", "1");
		take(Ids.next(), List.of(row));
		assertThat(texts()).isEmpty();
		settings(true, 0);
		UUID run = Ids.next();
		take(run, List.of(row, message(ann, readers, "2026-03-01", "2")));
		assertThat(texts()).containsExactly("words of 1", "words of 2");
		undo(run);
		assertThat(texts()).containsExactly("words of 1");
	}

	@Test
	void keepsEventsAsLongAsTheOrganizationSays() {
		take(Ids.next(), List.of(message(ann, readers, "2020-01-01", "1")));
		settings(false, 12);
		assertThat(take(Ids.next(), List.of(message(ann, readers, "2020-01-01", "2"))))
			.isEqualTo(new ActivityTaken(0, 0, 1));
		as(() -> {
			retention.run(LocalDate.of(2026, 3, 1));
			return true;
		});
		assertThat(owner.sql("select count(*) from activity_events where organization_id = ?")
			.param(organization)
			.query(Long.class)
			.single()).isZero();
		assertThat(groupDay(readers, "2020-01-01")).isEqualTo("1 messages, 1 speakers, 0 others");
	}

	@Test
	void monthsOfWhichNobodyHasAnythingGoAndComeAgain() {
		YearMonth after = YearMonth.of(1987, 4);
		settings(true, 0);
		take(Ids.next(), List.of(message(ann, readers, "1987-03-01", "1"), message(ann, readers, "1987-01-01", "2")));
		assertThat(months.forgetEmptyBefore(after)).as("somebody keeps them")
			.doesNotContain("activity_events_y1987m03", "activity_events_y1987m01");
		settings(true, 12);
		as(() -> {
			retention.run(LocalDate.of(1988, 2, 15));
			return true;
		});
		assertThat(months.forgetEmptyBefore(after)).contains("activity_events_y1987m01", "activity_texts_y1987m01")
			.doesNotContain("activity_events_y1987m03");
		settings(true, 0);
		assertThat(take(Ids.next(), List.of(message(ann, readers, "1987-01-02", "3"))))
			.isEqualTo(new ActivityTaken(1, 0, 0));
		assertThat(groupDay(readers, "1987-01-01")).as("what was counted stays").startsWith("1 messages");
	}

	@Test
	void takesManyQuickly() {
		int count = Integer.getInteger("activity.rows", 20_000);
		UUID run = Ids.next();
		long fresh = as(() -> {
			staging();
			jdbc.sql("""
					insert into staged_activity select guildhall_id(cast(? as uuid), 'm' || (i % 499)),
						guildhall_id(cast(? as uuid), 'g' || i % 3),
						timestamptz '2026-01-01 00:00Z' + i * interval '20 s',
						cast(timestamptz '2026-01-01 00:00Z' + i * interval '20 s' as date),
						'MESSAGE', i % 80, 'WECHAT:' || i % 3, cast(i as text), false, null
					from generate_series(1, ?) as i
					""").params(run, run, count).update();
			jdbc.sql("analyze staged_activity").update();
			long start = System.nanoTime();
			long taken = importing.take(run, "staged_activity").fresh();
			long millis = (System.nanoTime() - start) / 1_000_000;
			log.info("{} events in {} ms: {}/s", count, millis, count * 1000L / Math.max(millis, 1));
			return taken;
		});
		assertThat(fresh).isEqualTo(count);
	}

	record Row(UUID member, UUID group, String day, String id, ActivityKind kind) {
	}

	private static Row message(UUID member, UUID group, String day, String id) {
		return new Row(member, group, day, id, ActivityKind.MESSAGE);
	}

	private void staging() {
		jdbc.sql(
				"""
						create temporary table staged_activity (member_id uuid, group_id uuid, at timestamptz, day date,
							kind text, characters int, source text, external_id text, has_link boolean, pitch text, reply_to text,
							text text)
						on commit drop
						""")
			.update();
	}

	private ActivityTaken take(UUID run, List<Row> rows) {
		return as(() -> {
			staging();
			for (Row row : rows) {
				jdbc.sql(
						"insert into staged_activity values (?, ?, ?, ?, ?, 10, 'TEST:' || ?, ?, false, null, null, 'words of ' || ?)")
					.params(row.member(), row.group(), Timestamp.from(Instant.parse(row.day() + "T04:00:00Z")),
							LocalDate.parse(row.day()), row.kind().name(), row.group().toString(), row.id(), row.id())
					.update();
			}
			return importing.take(run, "staged_activity");
		});
	}

	private void settings(boolean keepsText, int retentionMonths) {
		as(() -> {
			OrganizationDetails now = organizations.current();
			return organizations.change(new OrganizationSettings(now.name(), now.zone(), now.language(), keepsText,
					retentionMonths, now.refundLimit(), now.lifetimeMonths()), null);
		});
	}

	private List<String> texts() {
		return owner.sql("select body from activity_texts where organization_id = ? order by body")
			.param(organization)
			.query(String.class)
			.list();
	}

	private long undo(UUID run) {
		return as(() -> importing.undo(run));
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(organization, () -> transaction.execute(status -> work.run()));
	}

	private String groupDay(UUID group, String day) {
		return owner.sql("""
				select messages || ' messages, ' || speakers || ' speakers, ' || others || ' others'
				from activity_group_days where organization_id = ? and group_id = ? and day = ?
				""").params(organization, group, LocalDate.parse(day)).query(String.class).optional().orElse("nothing");
	}

}
