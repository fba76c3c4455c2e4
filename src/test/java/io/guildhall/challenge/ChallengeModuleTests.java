package io.guildhall.challenge;

import static io.guildhall.Race.awaitWaiting;
import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.audit.AuditEntry;
import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponService;
import io.guildhall.link.LinkMisses;
import io.guildhall.link.Telephone;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.points.PointReading;
import io.guildhall.segment.SegmentPreviews;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.task.TaskDetails;
import io.guildhall.task.TaskFilter;
import io.guildhall.task.TaskService;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class ChallengeModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckIns checkIns;

	private final CheckInDecisions decisions;

	private final Rewards rewards;

	private final LinkMisses misses;

	private final AuditTrail audit;

	private final ChallengeNight night;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final CouponBatches batches;

	private final CouponService coupons;

	private final MergeService merges;

	private final TaskService tasks;

	private final PointReading points;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final StaffFixtures staff;

	private final SegmentPreviews previews;

	private final ScopedClock clock;

	private final OnBehalf onBehalf;

	private final MockMvcTester mvc;

	private Person boss;

	private GroupId group;

	private MemberId lin;

	@BeforeEach
	void aGroup() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		group = on(0, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("One", boss.accountId())))
			.id();
		lin = newcomer("林晓");
	}

	@Test
	void aDayIsThereOnceHoweverManyAskAtOnce() throws Exception {
		ChallengeId id = challenge(terms(false, 1));
		askIn(id);
		List<Callable<Boolean>> asks = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			asks.add(() -> on(1, () -> {
				try {
					checkIns.checkIn(id, lin, "");
					return true;
				}
				catch (ChallengeRefused refusal) {
					assertThat(refusal.getCode()).isEqualTo("challenge.already");
					return false;
				}
			}));
		}
		assertThat(race(asks)).containsOnlyOnce(true);
		assertThat(on(1, () -> challenges.get(id))).satisfies(now -> {
			assertThat(now.done()).isEqualTo(1);
			assertThat(now.due()).isEqualTo(1);
			assertThat(now.doneToday()).isEqualTo(1);
			assertThat(now.phase()).isEqualTo(ChallengeDetails.Phase.RUNNING);
		});
	}

	@Test
	void onlyDaysOfTheChallengeCount() {
		ChallengeId id = challenge(terms(false, 1));
		askIn(id);
		assertRefused("challenge.not-a-day", () -> on(0, () -> checkIns.checkIn(id, lin, "")));
		assertThat(on(7, () -> checkIns.checkIn(id, lin, ""))).isEqualTo(FIRST.plusDays(6));
		assertRefused("challenge.not-a-day", () -> on(8, () -> checkIns.checkIn(id, lin, "")));
		MemberId stranger = newcomer("生人");
		assertRefused("challenge.unknown.participant", () -> on(3, () -> checkIns.checkIn(id, stranger, "")));
		on(3, () -> {
			challenges.close(id);
			return null;
		});
		assertRefused("challenge.not-a-day", () -> on(4, () -> checkIns.checkIn(id, lin, "")));
	}

	@Test
	void aMakeUpCostsACardAndIsMarked() {
		ChallengeId id = challenge(terms(false, 1));
		askIn(id);
		on(1, () -> checkIns.checkIn(id, lin, ""));
		on(4, () -> checkIns.checkIn(id, lin, ""));
		assertRefused("challenge.not-missed", () -> makeUp(id, 4, 4));
		assertRefused("challenge.not-missed", () -> makeUp(id, 4, 5));
		assertRefused("challenge.already", () -> makeUp(id, 4, 1));
		makeUp(id, 4, 3);
		assertRefused("challenge.no-card", () -> makeUp(id, 4, 2));
		assertThat(part(id, 4)).satisfies(part -> {
			assertThat(part.cardsLeft()).isZero();
			assertThat(part.days()).isEqualTo(new CheckInDays(3, 2, 2));
		});
	}

	@Test
	void theStaffNotesWhatItHasSeenForTodayAndForADayThatWasMissed() {
		ChallengeId id = challenge(terms(true, 1));
		askIn(id);
		assertThat(on(3, () -> checkIns.note(id, lin, null, "seen in the group"))).isEqualTo(FIRST.plusDays(2));
		assertThat(on(3, () -> checkIns.note(id, lin, FIRST, ""))).isEqualTo(FIRST);
		assertRefused("challenge.already", () -> on(3, () -> checkIns.note(id, lin, null, "")));
		assertRefused("challenge.already", () -> on(3, () -> checkIns.note(id, lin, FIRST, "")));
		assertRefused("challenge.not-missed", () -> on(3, () -> checkIns.note(id, lin, FIRST.plusDays(2), "")));
		assertRefused("challenge.not-a-day", () -> on(3, () -> checkIns.note(id, lin, FIRST.minusDays(1), "")));
		assertRefused("challenge.no-card", () -> on(3, () -> checkIns.note(id, lin, FIRST.plusDays(1), "")));
		assertRefused("challenge.refused.proof", () -> on(4, () -> checkIns.note(id, lin, null, "x".repeat(501))));
		MemberId stranger = newcomer("生人");
		assertRefused("challenge.unknown.participant", () -> on(3, () -> checkIns.note(id, stranger, null, "")));
		List<CheckIn> waiting = on(3, () -> decisions.waiting(id, null)).items();
		assertThat(waiting).extracting(CheckIn::day).containsExactlyInAnyOrder(FIRST, FIRST.plusDays(2));
		assertThat(waiting).filteredOn(CheckIn::madeUp)
			.singleElement()
			.satisfies(one -> assertThat(one.proof()).as("somebody of the staff did").isNotBlank());
		assertThat(part(id, 3).cardsLeft()).isZero();
		assertThat(on(3, () -> audit.of("challenge", id.toString()))).extracting(AuditEntry::action)
			.contains("challenge.noted", "challenge.made-up");
		ChallengeId free = challenge(terms(false, 1));
		askIn(free);
		on(2, () -> checkIns.note(free, lin, FIRST, ""));
		assertThat(part(free, 2).days()).as("it counts at once").isEqualTo(new CheckInDays(1, 1, 1));
	}

	/** ★ Else words about somebody who asked to be forgotten would come after that. */
	@Test
	void whatIsNotedWhileSomebodyIsErasedGoesAsWell() throws Exception {
		ChallengeId id = challenge(terms(true, 1));
		askIn(id);
		ExecutorService one = Executors.newSingleThreadExecutor();
		try {
			Future<Boolean> erased = on(2, () -> Objects.requireNonNull(transaction.execute(status -> {
				checkIns.note(id, lin, null, "seen in the group");
				Future<Boolean> erasing = one.submit(() -> on(2, () -> {
					members.erase(lin);
					return true;
				}));
				awaitWaiting(jdbc, 1);
				return erasing;
			})));
			assertThat(erased.get()).isTrue();
		}
		finally {
			one.shutdownNow();
		}
		on(3, () -> checkIns.note(id, lin, null, "told me on the phone"));
		on(4, () -> checkIns.checkIn(id, lin, "ten pages"));
		List<String> proofs = Objects
			.requireNonNull(
					staff.as(boss,
							() -> transaction.execute(status -> jdbc
								.sql("select proof from check_ins where organization_id = :organization")
								.param("organization", boss.organizationId())
								.query(String.class)
								.list())));
		assertThat(proofs).as("the days stay").containsExactly("", "", "");
	}

	@Test
	void aStageIsGivenOnceAndOwedWhileItCannotBeGiven() {
		BatchId batch = on(0, () -> {
			BatchId made = batches.create(CouponFixtures.fiveOff(1, 1));
			batches.activate(made);
			return made;
		});
		MemberId other = newcomer("王芳");
		ChallengeId id = challenge(new ChallengeTerms("Two days", "", FIRST, 7, 120, ProofKind.NONE, 2, Counting.STREAK,
				List.of(new Stage(2, "A coupon and points", batch, 10L))));
		askIn(id);
		for (int day = 1; day <= 3; day++) {
			for (MemberId member : List.of(lin, other)) {
				int today = day;
				on(today, () -> {
					checkIns.checkIn(id, member, "");
					return rewards.give(id, member);
				});
			}
		}
		assertThat(on(3, () -> coupons.of(lin))).hasSize(1);
		assertThat(on(3, () -> coupons.of(other))).as("sold out").isEmpty();
		assertThat(on(3, () -> points.of(lin)).balance()).isEqualTo(10);
		assertThat(on(3, () -> points.of(other)).balance()).as("both or neither").isZero();
		assertThat(on(3, () -> rewards.of(id, null).items())).hasSize(2).first().satisfies(owed -> {
			assertThat(owed.given()).isNull();
			assertThat(owed.refusal()).isEqualTo("coupon.sold-out");
		});
		assertThat(on(3, () -> challenges.waiting())).extracting(ChallengeDetails::owed).containsExactly(1L);
		on(3, () -> batches.change(batch, CouponFixtures.fiveOff(5, 1), null));
		at(4, () -> onBehalf.ofSystem(boss.organizationId(), () -> {
			night.run(FIRST.plusDays(3));
			night.run(FIRST.plusDays(3));
			return null;
		}));
		assertThat(on(4, () -> coupons.of(other))).hasSize(1);
		assertThat(on(4, () -> coupons.of(lin))).hasSize(1);
		assertThat(on(4, () -> points.of(other)).balance()).isEqualTo(10);
		assertThat(on(4, () -> points.of(lin)).balance()).isEqualTo(10);
	}

	@Test
	void pointsOfAStageAreGivenOnceHoweverManyGiveAndWhateverBreaksOff() throws Exception {
		ChallengeId id = challenge(new ChallengeTerms("A day", "", FIRST, 7, 120, ProofKind.NONE, 0, Counting.DAYS,
				List.of(new Stage(1, "Fifty", null, 50L))));
		askIn(id);
		// As if the process had ended between the check-in and what it brings.
		on(1, () -> checkIns.checkIn(id, lin, ""));
		assertThat(on(1, () -> points.of(lin)).balance()).isZero();
		List<Callable<Integer>> gives = Collections.nCopies(8, () -> on(1, () -> rewards.give(id, lin)));
		assertThat(race(gives).stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
		assertThat(on(1, () -> rewards.of(id, null).items())).first().satisfies(reward -> {
			assertThat(reward.points()).isEqualTo(50);
			assertThat(reward.given()).isEqualTo(FIRST.atTime(12, 0).atZone(ZONE).toInstant());
		});
		// As if it had ended after the points and before it was written that they are
		// given.
		staff.as(boss, () -> transaction.execute(status -> jdbc.sql("""
				update challenge_rewards set state = 'OWED', given_at = null, points = null
				where organization_id = :organization
				""").param("organization", boss.organizationId()).update()));
		at(2, () -> onBehalf.ofSystem(boss.organizationId(), () -> {
			night.run(FIRST.plusDays(1));
			return null;
		}));
		assertThat(on(2, () -> rewards.of(id, null).items())).extracting(Reward::points).containsExactly(50L);
		assertThat(on(2, () -> points.of(lin)).balance()).isEqualTo(50);
	}

	@Test
	void lateApprovalCountsForTheDayOfSubmission() {
		ChallengeId id = challenge(terms(true, 0));
		askIn(id);
		assertRefused("challenge.refused.proof", () -> on(1, () -> checkIns.checkIn(id, lin, " ")));
		on(1, () -> checkIns.checkIn(id, lin, "ten pages"));
		on(2, () -> checkIns.checkIn(id, lin, "eleven pages"));
		assertThat(part(id, 2).days()).isEqualTo(new CheckInDays(0, 0, 0));
		List<CheckIn> waiting = on(5, () -> decisions.waiting(id, null)).items();
		assertThat(waiting).extracting(CheckIn::day).containsExactly(FIRST, FIRST.plusDays(1));
		on(5, () -> decisions.approve(waiting.get(0).id()));
		assertRefused("challenge.decided", () -> on(5, () -> decisions.approve(waiting.get(0).id())));
		assertRefused("challenge.refused.reason", () -> on(5, () -> decisions.refuse(waiting.get(1).id(), "")));
		assertThat(on(5, () -> decisions.refuse(waiting.get(1).id(), "no picture")).reason()).isEqualTo("no picture");
		assertThat(part(id, 5).days()).isEqualTo(new CheckInDays(1, 1, 0));
	}

	@Test
	void whatWasPromisedStaysOnceSomebodyTakesPart() {
		ChallengeId id = challenge(terms(false, 1));
		on(0, () -> challenges.change(id, terms(false, 3), null));
		askIn(id);
		assertRefused("challenge.fixed.already", () -> on(1, () -> challenges.change(id, terms(false, 1), null)));
		ChallengeTerms words = new ChallengeTerms("Other words", "Read", FIRST, 7, 120, ProofKind.NONE, 3,
				Counting.STREAK, List.of(Stage.praise(3, "Half way")));
		assertThat(on(1, () -> challenges.change(id, words, null)).terms().name()).isEqualTo("Other words");
	}

	@Test
	void hostsSeeTheirOwnGroupsOnlyAndOthersNothing() {
		ChallengeId id = challenge(terms(false, 1));
		Person host = staff.hired(boss, Role.OPERATOR);
		assertRefused("challenge.unknown", () -> staff.as(host, () -> challenges.get(id)));
		Person stranger = staff.found();
		assertRefused("challenge.unknown", () -> staff.as(stranger, () -> challenges.get(id)));
		assertRefused("challenge.unknown", () -> staff.as(stranger, () -> participants.list(id, null)));
	}

	@Test
	void theHostIsRemindedOfThoseWhoMissedADay() {
		ChallengeId id = challenge(terms(false, 1));
		askIn(id);
		for (int day : List.of(2, 2, 3)) {
			at(day, () -> onBehalf.ofSystem(boss.organizationId(), () -> {
				night.run(FIRST.plusDays(day - 1L));
				return null;
			}));
		}
		List<TaskDetails> open = on(3, () -> tasks.list(new TaskFilter(TaskFilter.Shown.OPEN, null, null), null))
			.items();
		assertThat(open).as("one, for the last day").hasSize(1).first().satisfies(task -> {
			assertThat(task.title()).contains("Seven days").contains("1");
			assertThat(task.due()).isEqualTo(FIRST.plusDays(2));
		});
	}

	@Test
	void nothingIsOwedToWhoIsErasedOrIsAnotherOneNow() {
		BatchId notYet = on(0, () -> batches.create(CouponFixtures.fiveOff(5, 1)));
		MemberId twin = newcomer("林小");
		ChallengeId id = challenge(new ChallengeTerms("A day", "", FIRST, 7, 120, ProofKind.NONE, 0, Counting.DAYS,
				List.of(new Stage(1, "A coupon", notYet, null))));
		askIn(id);
		for (MemberId member : List.of(lin, twin)) {
			on(1, () -> {
				checkIns.checkIn(id, member, "");
				return rewards.give(id, member);
			});
		}
		assertThat(on(1, () -> challenges.get(id)).owed()).isEqualTo(2);
		on(1, () -> merges.merge(lin, twin));
		assertThat(on(1, () -> challenges.get(id)).owed()).as("they are one").isEqualTo(1);
		assertThat(on(1, () -> rewards.of(id, null)).items()).hasSize(1);
		on(1, () -> {
			members.erase(lin);
			return null;
		});
		assertThat(on(1, () -> challenges.get(id)).owed()).isZero();
		assertThat(on(1, () -> challenges.waiting())).as("on the home page").isEmpty();
		assertThat(on(1, () -> rewards.of(id, null)).items()).isEmpty();
		assertThat(on(1, () -> rewards.giveAgain(id))).isZero();
	}

	@Test
	void nobodyIsRemindedOfADayThatIsNotOver() {
		ChallengeId id = challenge(
				new ChallengeTerms("Until ten", "", FIRST, 7, 600, ProofKind.NONE, 0, Counting.DAYS, List.of()));
		askIn(id);
		nightOf(2);
		assertThat(reminders(2)).as("the first day goes on until ten").isEmpty();
		nightOf(3);
		assertThat(reminders(3)).as("of the first day").hasSize(1).first().satisfies(task -> {
			assertThat(task.title()).contains("Until ten");
			assertThat(task.note()).contains("day before yesterday");
		});
	}

	@Test
	void whoTurnedOutToBeAnotherOneMissesNothing() {
		ChallengeId id = challenge(terms(false, 1));
		MemberId twin = newcomer("林小");
		askIn(id);
		on(1, () -> merges.merge(lin, twin));
		on(1, () -> checkIns.checkIn(id, lin, ""));
		nightOf(2);
		assertThat(reminders(2)).isEmpty();
	}

	private void nightOf(int day) {
		at(day, () -> onBehalf.ofSystem(boss.organizationId(), () -> {
			night.run(FIRST.plusDays(day - 1L));
			return null;
		}));
	}

	private List<TaskDetails> reminders(int day) {
		return on(day, () -> tasks.list(new TaskFilter(TaskFilter.Shown.OPEN, null, null), null)).items();
	}

	@Test
	void stagesThatManyReachedAreAllListed() {
		ChallengeId id = challenge(new ChallengeTerms("A day", "", FIRST, 7, 120, ProofKind.NONE, 0, Counting.DAYS,
				List.of(Stage.praise(1, "Well done"))));
		List<MemberId> all = new ArrayList<>(List.of(lin));
		for (int i = 0; i < Slice.PAGE; i++) {
			all.add(newcomer("Number " + i));
		}
		askIn(id);
		for (MemberId member : all) {
			on(1, () -> checkIns.checkIn(id, member, ""));
		}
		on(1, () -> rewards.give(id, lin));
		Slice<Reward> first = on(1, () -> rewards.of(id, null));
		assertThat(first.items()).hasSize(Slice.PAGE)
			.as("what is owed first")
			.allMatch(reward -> reward.given() == null);
		assertThat(on(1, () -> rewards.of(id, first.next()))).satisfies(rest -> {
			assertThat(rest.items()).extracting(reward -> reward.member().id()).containsExactly(lin);
			assertThat(rest.next()).isNull();
		});
		assertThat(mvc.get().uri(boss.path() + "/challenges/" + id).with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("reached=");
	}

	@Test
	void daysOfTwoWhoAreOneCountTogetherUntilTheyAreTwoAgain() {
		ChallengeId id = challenge(terms(false, 1));
		MemberId twin = newcomer("林小");
		askIn(id);
		on(1, () -> checkIns.checkIn(id, lin, ""));
		on(2, () -> checkIns.checkIn(id, twin, ""));
		MergeId merge = on(2, () -> merges.merge(lin, twin));
		assertThat(part(id, 2).days()).isEqualTo(new CheckInDays(2, 2, 2));
		assertThat(on(2, () -> participants.list(id, null)).items()).as("one person, shown once")
			.extracting(part -> part.member().displayName())
			.containsExactly("林晓");
		assertThat(on(2, () -> challenges.get(id))).returns(1L, ChallengeDetails::participants)
			.returns(2L, ChallengeDetails::done)
			.returns(2L, ChallengeDetails::due);
		on(2, () -> {
			merges.undo(merge);
			return null;
		});
		assertThat(on(2, () -> participants.list(id, null)).items()).hasSize(2);
		assertThat(part(id, 2).days()).isEqualTo(new CheckInDays(1, 1, 1));
	}

	@Test
	void aLinkOpensOneMembersDaysAndNothingElse() {
		Instant now = clock.instant();
		LocalDate today = CheckInDays.dayOf(now, ZONE, 120);
		ChallengeId id = on(0, () -> challenges.create(group, new ChallengeTerms("每天十页", "读十页书", today, 7, 120,
				ProofKind.NONE, 1, Counting.STREAK, List.of(Stage.praise(1, "做得好")))));
		staff.as(boss, () -> participants.addGroup(id));
		String token = staff.as(boss, () -> participants.of(lin)).get(0).part().token();
		String path = "/p/c/" + boss.slug() + "/" + token;
		assertThat(mvc.get().uri(path)).hasStatusOk().bodyText().contains("每天十页", "林晓", "/check-ins");
		assertThat(mvc.post().uri(path + "/check-ins")).hasStatus3xxRedirection();
		assertThat(mvc.get().uri(path)).hasStatusOk().bodyText().doesNotContain("/check-ins");
		assertThat(mvc.post().uri(path + "/check-ins")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("role=\"alert\"");
		assertThat(mvc.post().uri(path + "/check-ins").param("day", today.minusDays(1).toString()))
			.hasStatus(HttpStatus.CONFLICT);
		assertThat(mvc.post().uri(path + "/check-ins").param("day", "yesterday")).hasStatus(HttpStatus.BAD_REQUEST);
		Person stranger = staff.found();
		for (String nothing : List.of("/p/c/" + stranger.slug() + "/" + token, "/p/c/nowhere/" + token,
				path.substring(0, path.length() - 1), path.substring(0, path.length() - 2) + "zz")) {
			assertThat(mvc.get().uri(nothing)).as(nothing).hasStatus(HttpStatus.NOT_FOUND);
			assertThat(mvc.post().uri(nothing + "/check-ins")).as(nothing).hasStatus(HttpStatus.NOT_FOUND);
		}
		staff.as(boss, () -> {
			members.erase(lin);
			return null;
		});
		assertThat(mvc.get().uri(path)).as("erased").hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void forgedLinksAreCountedAndSlowedDownAndRightOnesAlwaysOpen() {
		LocalDate today = CheckInDays.dayOf(clock.instant(), ZONE, 120);
		ChallengeId id = on(0, () -> challenges.create(group, new ChallengeTerms("每天十页", "读十页书", today, 7, 120,
				ProofKind.NONE, 1, Counting.STREAK, List.of(Stage.praise(1, "做得好")))));
		staff.as(boss, () -> participants.addGroup(id));
		String right = "/p/c/" + boss.slug() + "/" + staff.as(boss, () -> participants.of(lin)).get(0).part().token();
		String forged = "/p/c/" + boss.slug() + "/" + "0".repeat(32);
		Telephone telephone = new Telephone(mvc, "203.0.113.10");
		for (int i = 0; i < 30; i++) {
			assertThat(telephone.get(forged)).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(telephone.get(forged)).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(telephone.post(forged + "/check-ins", Map.of())).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(telephone.get(right)).as("from the same address").hasStatusOk();
		assertThat(telephone.post(right + "/check-ins", Map.of())).hasStatus3xxRedirection();
		assertThat(staff.as(boss,
				() -> previews
					.count(SegmentRule.all(Term.anyOf("challenge", id.toString()), Term.atLeast("checked_in", 1, 7)))))
			.isEqualTo(1);
		assertThat(staff.as(boss,
				() -> previews.count(
						SegmentRule.all(Term.anyOf("challenge", id.toString()), Term.atMost("checked_in", 0, null)))))
			.isEqualTo(staff.as(boss, () -> participants.list(id, null)).items().size() - 1);
		assertThat(staff.as(boss, () -> misses.lately(PersonalLinks.MISSES))).isEqualTo(new LinkMisses.Missed(30, 30));
		assertThat(mvc.get().uri(boss.path() + "/challenges").with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("30 times")
			.doesNotContain("??");
		assertThat(mvc.get().uri("/api/v1/challenge-links").header("Authorization", "Bearer " + staff.apiKey(boss)))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("misses")
			.isEqualTo(30);
		Person stranger = staff.found();
		assertThat(staff.as(stranger, () -> misses.lately(PersonalLinks.MISSES)).misses()).isZero();
	}

	private static ChallengeTerms terms(boolean proof, int cards) {
		return new ChallengeTerms("Seven days", "Read ten pages", FIRST, 7, 120,
				proof ? ProofKind.WORDS : ProofKind.NONE, cards, Counting.STREAK, List.of(Stage.praise(3, "Half way")));
	}

	private MemberId newcomer(String name) {
		return on(0, () -> {
			MemberId id = members.add(NewMember.named(name));
			stays.joined(id, group, FIRST.minusDays(1).atStartOfDay(ZONE).toInstant());
			return id;
		});
	}

	private ChallengeId challenge(ChallengeTerms terms) {
		return on(0, () -> challenges.create(group, terms));
	}

	private void askIn(ChallengeId id) {
		assertThat(on(0, () -> participants.addGroup(id))).isPositive();
		assertThat(on(0, () -> participants.addGroup(id))).isZero();
	}

	private Object makeUp(ChallengeId id, int today, int day) {
		return on(today, () -> {
			checkIns.makeUp(id, lin, FIRST.plusDays(day - 1L), "");
			return day;
		});
	}

	private Participant part(ChallengeId id, int today) {
		return on(today, () -> participants.of(lin)).stream()
			.filter(entry -> entry.challenge().equals(id))
			.findFirst()
			.orElseThrow()
			.part();
	}

	/** As the owner, at noon of a day of the challenge, counted from 1. */
	private <T> T on(int day, Tenancy.Work<T, RuntimeException> work) {
		return at(day, () -> staff.as(boss, work));
	}

	private <T> T at(int day, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(FIRST.plusDays(day - 1L).atTime(12, 0).atZone(ZONE).toInstant(), work);
	}

}
