package io.guildhall.tagrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.HouseTest;
import io.guildhall.job.JobService;
import io.guildhall.member.Consent;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MemberTags;
import io.guildhall.member.NewMember;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.segment.SegmentService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class TagRuleModuleTests {

	private static final String TAG = "勿扰";

	private final TagRules rules;

	private final TagRuleJob night;

	private final SegmentService segments;

	private final MemberTagging tagging;

	private final MemberTags tags;

	private final MemberConsents consents;

	private final MemberService members;

	private final JobService jobs;

	private final ScopedClock clock;

	private final OnBehalf onBehalf;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private Person boss;

	private MemberId lin;

	private MemberId wang;

	private SegmentId quiet;

	@BeforeEach
	void twoMembersOfWhomOneWantsPeace() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		lin = as(() -> members.add(NewMember.named("林晓")));
		wang = as(() -> members.add(NewMember.named("王明")));
		quiet = as(() -> segments.create("要安静的", SegmentRule.all(Term.anyOf("contact", "no"))));
		peace(lin, true);
	}

	@Test
	void putsTheTagOnAndTakesItOffWhereItPutItOn() {
		assertThat(as(() -> rules.preview(TAG, quiet))).isEqualTo(new TagRulePreview(1, 0));
		TagRuleId rule = as(() -> rules.create(TAG, quiet));
		run(rule);
		assertThat(of(lin)).containsExactly(TAG);
		assertThat(of(wang)).isEmpty();
		assertThat(as(() -> rules.get(rule))).satisfies(it -> {
			assertThat(it.kept()).isEqualTo(1);
			assertThat(it.putOn()).isEqualTo(1);
			assertThat(it.trouble()).isNull();
		});
		assertThat(as(() -> rules.preview(TAG, quiet)).getting()).isZero();
		peace(lin, false);
		peace(wang, true);
		nightFalls();
		assertThat(of(lin)).isEmpty();
		assertThat(of(wang)).containsExactly(TAG);
	}

	@Test
	void whatAHandPutOnStays() {
		tag(wang);
		peace(wang, true);
		TagRuleId rule = as(() -> rules.create(TAG, quiet));
		run(rule);
		assertThat(as(() -> rules.get(rule)).kept()).as("of one that had it already nothing is the rule's")
			.isEqualTo(1);
		tag(lin);
		assertThat(as(() -> rules.get(rule)).kept()).as("who puts it on later holds it").isZero();
		peace(lin, false);
		peace(wang, false);
		nightFalls();
		assertThat(of(lin)).containsExactly(TAG);
		assertThat(of(wang)).containsExactly(TAG);
	}

	@Test
	void whoMovesFromOneRuleToAnotherKeepsTheTag() {
		SegmentId talked = as(() -> segments.create("可联系的", SegmentRule.all(Term.anyOf("contact", "yes"))));
		as(() -> rules.create(TAG, quiet));
		TagRuleId other = as(() -> rules.create(TAG, talked));
		nightFalls();
		peace(lin, false);
		run(other);
		assertThat(of(lin)).containsExactly(TAG);
		assertThat(as(() -> rules.get(other)).kept()).isEqualTo(2);
	}

	@Test
	void endsWithOrWithoutItsTags() {
		TagRuleId rule = as(() -> rules.create(TAG, quiet));
		run(rule);
		assertThat(as(() -> rules.end(rule, false))).isEqualTo(1);
		peace(lin, false);
		nightFalls();
		assertThat(of(lin)).as("as if somebody had put it on").containsExactly(TAG);
		TagRuleId again = as(() -> rules.create("安静", quiet));
		peace(lin, true);
		run(again);
		assertThat(of(lin)).contains("安静");
		assertThat(as(() -> rules.end(again, true))).isEqualTo(1);
		assertThat(of(lin)).containsExactly(TAG);
		assertRefused("tagrule.unknown", () -> rules.end(again, true));
	}

	@Test
	void followsItsTagAndItsSegment() {
		TagRuleId rule = as(() -> rules.create(TAG, quiet));
		as(() -> tags.rename(TAG, "安静"));
		nightFalls();
		assertThat(of(lin)).containsExactly("安静");
		assertThat(as(() -> rules.get(rule)).tag()).isEqualTo("安静");
		as(() -> tags.retire("安静"));
		peace(wang, true);
		nightFalls();
		assertThat(of(wang)).isEmpty();
		assertThat(as(() -> rules.get(rule)).trouble()).isEqualTo(TagRuleDetails.Trouble.TAG_RETIRED);
		as(() -> tags.offer("安静"));
		as(() -> segments.change(quiet, "要安静的", SegmentRule.all(Term.noneOf("tag", TAG)), null));
		assertThat(as(() -> rules.get(rule)).trouble()).as("by an old name").isEqualTo(TagRuleDetails.Trouble.CIRCLE);
		nightFalls();
		assertThat(of(wang)).isEmpty();
	}

	@Test
	void saysWhatIsWrong() {
		as(() -> rules.create(TAG, quiet));
		assertRefused("tagrule.there", () -> rules.create(TAG, quiet));
		assertRefused("member.tag", () -> rules.create(" ", quiet));
		SegmentId circle = as(() -> segments.create("已有", SegmentRule.all(Term.noneOf("tag", TAG))));
		assertRefused("tagrule.circle", () -> rules.preview(TAG, circle));
		assertRefused("tagrule.circle", () -> rules.create(TAG, circle));
		Person host = staff.hired(boss, Role.OPERATOR);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(host, () -> rules.create("x", quiet)));
	}

	@Test
	void isMadeOnItsPage() {
		assertThat(mvc.get()
			.uri(boss.path() + "/tag-rules/preview?tag=" + TAG + "&segment=" + quiet)
			.with(staff.login(boss))).hasStatusOk().bodyText().contains("1").doesNotContain("<html");
		assertThat(mvc.post()
			.uri(boss.path() + "/tag-rules")
			.param("tag", " ")
			.param("segment", quiet.toString())
			.with(staff.login(boss))
			.with(csrf())).hasStatusOk().bodyText().contains("role=\"alert\"");
		as(() -> rules.create(TAG, quiet));
		assertThat(mvc.get().uri(boss.path() + "/tag-rules").with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains(TAG, "要安静的");
	}

	private void peace(MemberId member, boolean wanted) {
		as(() -> {
			consents.say(member, Consent.UNKNOWN, wanted, "");
			return member;
		});
	}

	private void tag(MemberId member) {
		as(() -> tagging.tag(MemberFilter.of(List.of(member)), TAG));
	}

	private List<String> of(MemberId member) {
		return as(() -> members.get(member)).tags();
	}

	private void run(TagRuleId rule) {
		as(() -> {
			jobs.runNow(rules.run(rule));
			return rule;
		});
	}

	private void nightFalls() {
		onBehalf.ofSystem(boss.organizationId(), () -> {
			night.run(clock.instant().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate());
			return boss;
		});
	}

	/** Under a clock of its own, so that jobs wait to be run. */
	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(clock.instant(), () -> staff.as(boss, work));
	}

	private void assertRefused(String code, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(() -> work.run()))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

}
