package io.guildhall.bulk;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.HouseTest;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.IssueOutcome;
import io.guildhall.coupon.IssueReading;
import io.guildhall.job.JobDetails;
import io.guildhall.job.JobService;
import io.guildhall.member.Consent;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MemberTags;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.member.Profile;
import io.guildhall.member.Stay;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.segment.SegmentService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.tagrule.TagRuleId;
import io.guildhall.tagrule.TagRules;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class BulkModuleTests {

	private static final String TAG = "老客";

	private final BulkActions bulk;

	private final BulkSlices slices;

	private final BulkExports exports;

	private final MemberTagging tagging;

	private final MemberTags tags;

	private final MemberService members;

	private final MemberBlocks blocks;

	private final MemberConsents consents;

	private final SegmentService segments;

	private final TagRules rules;

	private final MembersOfGroups stays;

	private final MergeService merges;

	private final CommunityService communities;

	private final GroupService groups;

	private final CouponBatches batches;

	private final CouponService coupons;

	private final IssueReading issued;

	private final JobService jobs;

	private final ScopedClock clock;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private Person boss;

	private MemberId lin;

	private MemberId wang;

	private MemberId zhao;

	@BeforeEach
	void threeMembersOfWhomOneHasTheTag() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		lin = as(() -> members.add(NewMember.named("林晓")));
		wang = as(() -> members.add(NewMember.named("王明")));
		zhao = as(() -> members.add(NewMember.named("赵云")));
		tag(zhao);
	}

	@Test
	void tagsAllAndTakesBackOnlyWhatItDid() {
		BulkId id = run(BulkKind.TAG, MemberFilter.ALL, TAG);
		assertThat(get(id).outcomes()).isEqualTo(Map.of(BulkOutcome.DONE, 2L, BulkOutcome.NOTHING, 1L));
		assertThat(of(lin)).containsExactly(TAG);
		undo(id);
		assertThat(of(lin)).isEmpty();
		assertThat(of(wang)).isEmpty();
		assertThat(of(zhao)).as("had it before").containsExactly(TAG);
		assertThat(get(id)).satisfies(it -> {
			assertThat(it.undone()).isEqualTo(2);
			assertThat(it.left()).isZero();
			assertThat(it.undoneBy()).isEqualTo(boss.name());
		});
		assertRefused("bulk.undone", () -> bulk.undo(id));
	}

	@Test
	void leavesWhatOthersDidSinceAndSaysSo() {
		BulkId id = run(BulkKind.TAG, MemberFilter.ALL, TAG);
		tag(lin);
		as(() -> tagging.untag(MemberFilter.of(List.of(wang)), TAG));
		undo(id);
		assertThat(of(lin)).as("somebody put it on since").containsExactly(TAG);
		assertThat(of(wang)).isEmpty();
		assertThat(get(id)).extracting(BulkDetails::undone, BulkDetails::left).containsExactly(0L, 2L);
		assertThat(as(() -> bulk.rows(id, BulkOutcome.DONE, null)).items()).extracting(BulkRow::undone)
			.containsOnly(BulkRow.Undone.LEFT);
	}

	@Test
	void takesOverWhatAnotherRunDidAndGivesItBack() {
		BulkId first = run(BulkKind.TAG, MemberFilter.of(List.of(lin)), TAG);
		BulkId second = run(BulkKind.TAG, MemberFilter.ALL, TAG);
		assertThat(get(second).count(BulkOutcome.TAKEN_OVER)).isEqualTo(1);
		undo(second);
		assertThat(of(lin)).as("still of the first").containsExactly(TAG);
		undo(first);
		assertThat(of(lin)).isEmpty();
	}

	@Test
	void givesNothingBackToWhatHasEnded() {
		as(() -> {
			consents.say(lin, Consent.UNKNOWN, true, "");
			return lin;
		});
		SegmentId quiet = as(() -> segments.create("要安静的", SegmentRule.all(Term.anyOf("contact", "no"))));
		for (boolean takeOff : List.of(true, false)) {
			String name = takeOff ? "下" : "留";
			TagRuleId rule = as(() -> rules.create(name, quiet));
			as(() -> {
				jobs.runNow(rules.run(rule));
				return rule;
			});
			BulkId off = run(BulkKind.UNTAG, MemberFilter.of(List.of(lin)), name);
			undo(off);
			BulkId put = run(BulkKind.TAG, MemberFilter.of(List.of(lin)), name);
			assertThat(get(put).count(BulkOutcome.TAKEN_OVER)).isEqualTo(1);
			as(() -> rules.end(rule, takeOff));
			assertThat(of(lin)).as("of the bulk action").contains(name);
			undo(put);
			assertThat(of(lin).contains(name)).as("as the rule's tags were left").isNotEqualTo(takeOff);
		}
		BulkId later = run(BulkKind.TAG, MemberFilter.of(List.of(lin)), "留");
		assertThat(get(later).count(BulkOutcome.NOTHING)).as("a hand's").isEqualTo(1);
		BulkId first = run(BulkKind.TAG, MemberFilter.of(List.of(wang)), TAG);
		BulkId second = run(BulkKind.TAG, MemberFilter.of(List.of(wang)), TAG);
		undo(first);
		assertThat(of(wang)).as("of the second").containsExactly(TAG);
		undo(second);
		assertThat(of(wang)).as("the first has taken its own back").isEmpty();
	}

	@Test
	void putsBackNothingThatWouldHaveComeOffMeanwhile() {
		BulkId first = run(BulkKind.TAG, MemberFilter.of(List.of(wang)), TAG);
		BulkId off = run(BulkKind.UNTAG, MemberFilter.of(List.of(wang)), TAG);
		undo(first);
		undo(off);
		assertThat(of(wang)).isEmpty();
		assertThat(get(off)).extracting(BulkDetails::undone, BulkDetails::left).containsExactly(0L, 1L);
	}

	@Test
	void putsBackWhatItTookOff() {
		BulkId before = run(BulkKind.TAG, MemberFilter.of(List.of(lin)), TAG);
		BulkId id = run(BulkKind.UNTAG, MemberFilter.ALL, TAG);
		assertThat(get(id).outcomes()).isEqualTo(Map.of(BulkOutcome.DONE, 2L, BulkOutcome.NOTHING, 1L));
		as(() -> tags.rename(TAG, "老朋友"));
		as(() -> tagging.tag(MemberFilter.of(List.of(zhao)), "老朋友"));
		undo(id);
		assertThat(of(lin)).containsExactly("老朋友");
		assertThat(of(wang)).isEmpty();
		assertThat(get(id)).as("one has got it again")
			.extracting(BulkDetails::undone, BulkDetails::left)
			.containsExactly(1L, 1L);
		undo(before);
		assertThat(of(lin)).as("with whose it was").isEmpty();
	}

	@Test
	void findsThoseWhoAreOneSince() {
		BulkId id = run(BulkKind.TAG, MemberFilter.of(List.of(wang)), TAG);
		MergeId merge = as(() -> merges.merge(lin, wang));
		assertThat(of(lin)).containsExactly(TAG);
		undo(id);
		assertThat(of(lin)).isEmpty();
		as(() -> {
			merges.undo(merge);
			return merge;
		});
		assertThat(of(wang)).as("the run has taken its own back").isEmpty();
	}

	@Test
	void addsToAGroupAndTakesOutOfIt() {
		GroupId one = group("One");
		as(() -> {
			stays.joined(zhao, one, clock.instant().minusSeconds(60));
			return blocks.block(wang, "fraud");
		});
		BulkId id = run(BulkKind.JOIN, MemberFilter.ALL, one.toString());
		assertThat(get(id).outcomes())
			.isEqualTo(Map.of(BulkOutcome.DONE, 1L, BulkOutcome.BLOCKED, 1L, BulkOutcome.NOTHING, 1L));
		undo(id);
		assertThat(inside(lin)).isEmpty();
		assertThat(inside(zhao)).containsExactly(one);
		GroupId two = group("Two");
		BulkId other = run(BulkKind.JOIN, MemberFilter.of(List.of(lin, zhao)), two.toString());
		as(() -> {
			stays.joined(lin, two, clock.instant().minusSeconds(3_600));
			return lin;
		});
		undo(other);
		assertThat(inside(lin)).as("is known to be in it for longer").containsExactly(two);
		assertThat(inside(zhao)).containsExactly(one);
		assertThat(get(other)).extracting(BulkDetails::undone, BulkDetails::left).containsExactly(1L, 1L);
	}

	@Test
	void putsInSomebodysCareAndGivesBackWhoeverIsStillThere() {
		Person bob = staff.hired(boss, Role.STAFF);
		Person cat = staff.hired(boss, Role.STAFF);
		owned(wang, cat);
		owned(zhao, bob);
		BulkId id = run(BulkKind.OWNER, MemberFilter.ALL, bob.accountId().toString());
		assertThat(get(id).targetName()).isEqualTo(bob.name());
		assertThat(get(id).outcomes()).isEqualTo(Map.of(BulkOutcome.DONE, 2L, BulkOutcome.NOTHING, 1L));
		assertThat(owners()).containsExactly(bob.accountId(), bob.accountId(), bob.accountId());
		BulkId nobody = run(BulkKind.OWNER, MemberFilter.of(List.of(lin)), "nobody");
		assertThat(owners()).containsExactly(null, bob.accountId(), bob.accountId());
		undo(id);
		assertThat(owners()).as("Lin went on to nobody, which stays; Zhao was Bob's before")
			.containsExactly(null, cat.accountId(), bob.accountId());
		assertThat(get(id)).extracting(BulkDetails::undone, BulkDetails::left).containsExactly(1L, 1L);
		undo(nobody);
		assertThat(owners()).containsExactly(bob.accountId(), cat.accountId(), bob.accountId());
		assertRefused("bulk.target.OWNER", () -> bulk.start(BulkKind.OWNER, MemberFilter.ALL, "Bob"));
		assertRefused("bulk.target.OWNER", () -> bulk.start(BulkKind.OWNER, MemberFilter.ALL, ""));
		assertRefused("staff.unknown",
				() -> bulk.start(BulkKind.OWNER, MemberFilter.ALL, staff.found().accountId().toString()));
	}

	private void owned(MemberId member, Person owner) {
		as(() -> members.edit(member,
				new Profile(members.get(member).profile().displayName(), null, null, owner.accountId()), null));
	}

	private List<UUID> owners() {
		return Stream.of(lin, wang, zhao)
			.map(member -> as(() -> members.get(member)).profile().contactOwner())
			.toList();
	}

	@Test
	void issuesCouponsToWhomAListMeantAndRevokesThem() {
		BatchId batch = openBatch();
		BulkId id = as(() -> bulk.start(BulkKind.COUPON, new MemberFilter("林", Map.of(), List.of()), ""));
		assertThat(get(id).draft()).isTrue();
		assertThat(mvc.get().uri(boss.path() + "/bulk-actions/" + id).with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("Rebate card");
		String reach = boss.path() + "/bulk-actions/" + id + "/reach?target=";
		assertThat(mvc.get().uri(reach + batch).with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("Meant: 1. Of these 1 may have one; 50 left.");
		assertThat(mvc.get().uri(reach).with(staff.login(boss))).hasStatusOk().bodyText().doesNotContain("Meant:");
		assertRefused("bulk.target.COUPON", () -> bulk.choose(id, "x"));
		as(() -> bulk.choose(id, batch.toString()));
		assertRefused("bulk.begun", () -> bulk.choose(id, batch.toString()));
		work(id);
		UUID issue = Objects.requireNonNull(get(id).issue());
		assertRefused("bulk.running", () -> bulk.undo(id));
		as(() -> {
			jobs.runNow(Objects.requireNonNull(issued.get(issue).job()));
			return issue;
		});
		assertThat(as(() -> coupons.held(lin))).hasSize(1);
		assertThat(as(() -> coupons.held(wang))).isEmpty();
		as(() -> {
			slices.issue(id.id());
			return id;
		});
		assertThat(as(() -> issued.ofBatch(batch))).as("done again after a crash").hasSize(1);
		as(() -> bulk.undo(id));
		assertThat(as(() -> coupons.held(lin))).isEmpty();
		assertRefused("bulk.undone", () -> bulk.undo(id));
	}

	@Test
	void cancelledCouponsAreNotIssuedAndItSaysWhatWas() {
		BatchId batch = openBatch();
		BulkId id = as(() -> bulk.start(BulkKind.COUPON, MemberFilter.ALL, batch.toString()));
		cancel(Objects.requireNonNull(get(id).job()).id());
		work(id);
		assertThat(get(id)).satisfies(it -> {
			assertThat(it.outcomes()).isEqualTo(Map.of(BulkOutcome.CANCELLED, 3L));
			assertThat(it.issue()).isNull();
			assertThat(it.job()).satisfies(job -> {
				assertThat(job.state()).isEqualTo(JobDetails.State.CANCELLED);
				assertThat(job.result()).containsEntry("members", 3).containsEntry("done", 0);
			});
		});
		assertThat(as(() -> issued.ofBatch(batch))).isEmpty();
		assertThat(as(() -> batches.get(batch)).issued()).isZero();
		assertRefused("bulk.undone", () -> bulk.undo(id));

		BulkId other = run(BulkKind.COUPON, MemberFilter.ALL, batch.toString());
		UUID issue = Objects.requireNonNull(get(other).issue());
		UUID job = as(() -> Objects.requireNonNull(issued.get(issue).job()));
		cancel(job);
		as(() -> {
			jobs.runNow(job);
			return job;
		});
		assertThat(as(() -> issued.get(issue)).outcomes()).isEqualTo(Map.of(IssueOutcome.CANCELLED, 3L));
		assertThat(as(() -> batches.get(batch)).issued()).isZero();
	}

	@Test
	void makesATableForWhoMaySeeIt() throws IOException {
		BulkId id = run(BulkKind.EXPORT, new MemberFilter(null, Map.of("tag", TAG), List.of()), "CSV");
		try (var table = as(() -> bulk.file(id)).stream()) {
			assertThat(new String(table.readAllBytes(), StandardCharsets.UTF_8)).contains("赵云").doesNotContain("林晓");
		}
		Person host = staff.hired(boss, Role.OPERATOR);
		assertRefused("bulk.unknown", host, () -> bulk.file(id));
		assertRefused("bulk.not-undoable", () -> bulk.undo(id));
		clock.callAt(clock.instant().plusSeconds(8 * 86_400), () -> staff.as(boss, () -> {
			exports.run(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
			return id;
		}));
		assertThat(get(id).fileGone()).isTrue();
		assertRefused("bulk.no-file", () -> bulk.file(id));
	}

	@Test
	void goesOnAfterACrashAndDoublesNothing() {
		BulkId id = as(() -> bulk.start(BulkKind.TAG, MemberFilter.ALL, TAG));
		as(() -> {
			slices.freeze(id.id());
			return slices.next(slices.action(id.id()), 0, 2);
		});
		assertThat(get(id).count(BulkOutcome.PENDING)).isEqualTo(1);
		MemberId late = as(() -> members.add(NewMember.named("后来")));
		work(id);
		assertThat(get(id).outcomes()).isEqualTo(Map.of(BulkOutcome.DONE, 2L, BulkOutcome.NOTHING, 1L));
		assertThat(of(late)).as("was not there when it began").isEmpty();
		as(() -> bulk.undo(id));
		UUID undo = Objects.requireNonNull(get(id).undo()).id();
		as(() -> slices.undoNext(slices.action(id.id()), 0));
		as(() -> {
			jobs.runNow(undo);
			return undo;
		});
		assertThat(get(id).undone()).isEqualTo(2);
		assertThat(of(zhao)).containsExactly(TAG);
	}

	@Test
	void ofManyWhoTakeItBackAtOnceOneDoes() throws Exception {
		BulkId id = run(BulkKind.TAG, MemberFilter.ALL, TAG);
		List<String> answers = race(4, number -> () -> {
			try {
				as(() -> bulk.undo(id));
				return "taken";
			}
			catch (DomainException refusal) {
				return refusal.getCode();
			}
		});
		assertThat(answers).containsOnlyOnce("taken").contains("bulk.running");
		as(() -> {
			jobs.runNow(Objects.requireNonNull(get(id).undo()).id());
			return id;
		});
		assertThat(of(lin)).isEmpty();
		assertThat(of(zhao)).containsExactly(TAG);
	}

	@Test
	void whoTagsWhileItIsTakenBackHasTheLastWord() throws Exception {
		List<MemberId> crowd = as(() -> {
			List<MemberId> made = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				made.add(members.add(NewMember.named("Member " + i)));
			}
			return made;
		});
		BulkId id = run(BulkKind.TAG, MemberFilter.of(crowd), TAG);
		as(() -> bulk.undo(id));
		UUID undo = Objects.requireNonNull(get(id).undo()).id();
		race(2, number -> () -> {
			as(() -> {
				if (number == 0) {
					jobs.runNow(undo);
				}
				else {
					crowd.forEach(member -> tagging.tag(MemberFilter.of(List.of(member)), TAG));
				}
				return number;
			});
			return "";
		});
		crowd.forEach(member -> assertThat(of(member)).containsExactly(TAG));
		assertThat(get(id)).satisfies(it -> assertThat(it.undone() + it.left()).isEqualTo(30));
	}

	@Test
	void whoHostsGroupsReachesTheirMembersAndSeesTheirOwnActions() {
		BulkId ofBoss = run(BulkKind.TAG, MemberFilter.ALL, TAG);
		Person host = staff.hired(boss, Role.OPERATOR);
		BulkId id = clock.callAt(clock.instant(),
				() -> staff.as(host, () -> bulk.start(BulkKind.TAG, MemberFilter.ALL, "x")));
		work(id);
		assertThat(get(id).total()).isZero();
		assertThat(staff.as(host, () -> bulk.list(null)).items()).extracting(BulkDetails::id).containsExactly(id);
		assertRefused("bulk.unknown", host, () -> bulk.undo(ofBoss));
		Person seller = staff.hired(boss, Role.STAFF);
		assertRefused("bulk.may-not", seller, () -> bulk.start(BulkKind.TAG, MemberFilter.ALL, "x"));
	}

	@Test
	void beginsAtTheListAndShowsWhatBecameOfIt() {
		assertRefused("member.nobody-chosen", () -> bulk.start(BulkKind.TAG, MemberFilter.of(List.of()), TAG));
		assertRefused("bulk.target.TAG", () -> bulk.start(BulkKind.TAG, MemberFilter.ALL, " "));
		assertRefused("bulk.target.EXPORT", () -> bulk.start(BulkKind.EXPORT, MemberFilter.ALL, "PDF"));
		assertRefused("member.field",
				() -> bulk.start(BulkKind.TAG, new MemberFilter(null, Map.of("x", "1"), List.of()), TAG));
		assertThat(mvc.post()
			.uri(boss.path() + "/bulk-actions")
			.param("action", "TAG")
			.param("tagged", "新")
			.param("everybody", "true")
			.param("q", "林")
			.with(staff.login(boss))
			.with(csrf())).hasStatus3xxRedirection();
		BulkId id = run(BulkKind.TAG, new MemberFilter("林", Map.of(), List.of()), "<b>");
		assertThat(get(id).total()).isEqualTo(1);
		for (String path : List.of("/bulk-actions", "/bulk-actions/" + id, "/members?bulk=" + id)) {
			assertThat(mvc.get().uri(boss.path() + path).with(staff.login(boss))).hasStatusOk()
				.bodyText()
				.doesNotContain("<b>");
		}
		assertThat(mvc.get().uri(boss.path() + "/bulk-actions/" + id).with(staff.login(boss))).bodyText()
			.contains("林晓", "&lt;b&gt;")
			.doesNotContain("王明");
	}

	private BatchId openBatch() {
		return as(() -> {
			BatchId made = batches.create(CouponFixtures.fiveOff(50, 1));
			batches.activate(made);
			return made;
		});
	}

	private void cancel(UUID job) {
		as(() -> {
			jobs.cancel(job);
			return job;
		});
	}

	private GroupId group(String name) {
		return as(() -> groups.create(communities.create(CommunityFixtures.card(name)).id(),
				CommunityFixtures.terms(name, null)))
			.id();
	}

	private List<GroupId> inside(MemberId member) {
		return as(() -> stays.of(member)).stream().filter(stay -> stay.leftAt() == null).map(Stay::group).toList();
	}

	private void tag(MemberId member) {
		as(() -> tagging.tag(MemberFilter.of(List.of(member)), TAG));
	}

	private List<String> of(MemberId member) {
		return as(() -> members.get(member)).tags();
	}

	private BulkDetails get(BulkId id) {
		return as(() -> bulk.get(id));
	}

	private BulkId run(BulkKind kind, MemberFilter filter, String target) {
		BulkId id = as(() -> bulk.start(kind, filter, target));
		work(id);
		return id;
	}

	private void work(BulkId id) {
		as(() -> {
			jobs.runNow(Objects.requireNonNull(bulk.get(id).job()).id());
			return id;
		});
	}

	private void undo(BulkId id) {
		as(() -> {
			jobs.runNow(Objects.requireNonNull(bulk.undo(id).undo()).id());
			return id;
		});
	}

	/** Under a clock of its own, so that jobs wait to be run. */
	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(clock.instant(), () -> staff.as(boss, work));
	}

	private void assertRefused(String code, Tenancy.Work<?, RuntimeException> work) {
		assertRefused(code, boss, work);
	}

	private void assertRefused(String code, Person who, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class)
			.isThrownBy(() -> clock.callAt(clock.instant(), () -> staff.as(who, work)))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

}
