package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class TagModuleTests {

	private final MemberTags tags;

	private final MemberTagging tagging;

	private final MemberService members;

	private final Audiences audiences;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private Person boss;

	private MemberId lin;

	private MemberId wang;

	@BeforeEach
	void twoMembersWithATag() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		lin = as(() -> members.add(NewMember.named("林晓")));
		wang = as(() -> members.add(NewMember.named("王明")));
		tag("老客", lin, wang);
	}

	@Test
	void aRenamedTagAnswersToItsOldName() {
		as(() -> tags.recolor("老客", TagColor.BLUE));
		TagDetails renamed = as(() -> tags.rename("老客", "老朋友"));
		assertThat(renamed).isEqualTo(new TagDetails("老朋友", TagColor.BLUE, 2, false));
		assertThat(of(lin)).containsExactly("老朋友");
		assertThat(as(() -> audiences.count(Audience.ofTag("老客")))).as("what was saved with the old name").isEqualTo(2);
		MemberId zhao = as(() -> members.add(NewMember.named("赵云")));
		tag("老客", zhao);
		assertThat(of(zhao)).containsExactly("老朋友");
		assertThat(as(() -> tagging.tags())).containsExactly("老朋友");
		assertThat(as(() -> tags.rename("老客", "故人")).members()).as("by a name that it had").isEqualTo(3);
		assertThat(as(() -> tags.rename("故人", "老客")).tag()).as("back again").isEqualTo("老客");
		assertThat(as(() -> audiences.count(Audience.ofTag("老朋友")))).isEqualTo(3);
		assertThat(as(() -> tagging.tags())).containsExactly("老客");
	}

	@Test
	void aNameIsOfOneTagOnly() {
		tag("vip", lin);
		assertRefused("member.tag-taken", () -> tags.rename("老客", "vip"));
		as(() -> tags.rename("vip", "VIP"));
		assertRefused("member.tag-taken", () -> tags.rename("老客", "vip"));
		assertRefused("member.unknown-tag", () -> tags.rename("nobody", "x"));
		assertRefused("member.tag", () -> tags.rename("老客", " "));
		assertThat(of(lin)).containsExactlyInAnyOrder("VIP", "老客");
	}

	@Test
	void mergedTagsAreOneAndAHandHoldsThem() {
		tag("vip", lin);
		JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());
		owner.sql("update member_tags set source_run = gen_random_uuid() where member_id = ? and tag = 'vip'")
			.param(lin.id())
			.update();
		assertThat(as(() -> tags.merge("老客", "vip"))).isEqualTo(new TagDetails("vip", TagColor.GREY, 2, false));
		assertThat(of(lin)).containsExactly("vip");
		assertThat(owner.sql("select count(*) from member_tags where member_id = ? and source_run is null")
			.param(lin.id())
			.query(Long.class)
			.single()).as("no undo of the run takes it").isEqualTo(1);
		assertThat(as(() -> audiences.count(Audience.ofTag("老客")))).isEqualTo(2);
		assertRefused("member.same-tag", () -> tags.merge("老客", "vip"));
	}

	@Test
	void aRetiredTagIsKeptAndPutOnNobody() {
		as(() -> tags.retire("老客"));
		assertRefused("member.tag-retired",
				() -> tagging.tag(MemberFilter.of(List.of(as(() -> members.add(NewMember.named("赵云"))))), "老客"));
		assertThat(of(lin)).containsExactly("老客");
		assertThat(as(() -> tagging.offered())).isEmpty();
		assertThat(as(() -> tagging.offeredOf(List.of("老客", "new")))).containsExactly("new");
		assertThat(as(() -> audiences.count(Audience.ofTag("老客")))).isEqualTo(2);
		assertThat(as(() -> tags.offer("老客")).retired()).isFalse();
		tag("老客", lin);
	}

	@Test
	void whoHostsGroupsChangesNoTagOfAll() {
		Person host = staff.hired(boss, Role.OPERATOR);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(host, () -> tags.rename("老客", "x")));
		assertThat(staff.as(host, () -> tags.get("老客")).members()).as("of whom they see").isZero();
	}

	@Test
	void pagesSayWhatIsWrongAndWriteSignsOut() {
		tag("<b>&", lin);
		assertThat(mvc.get().uri(boss.path() + "/tags").with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("&lt;b&gt;&amp;", "老客")
			.doesNotContain("<b>&");
		assertThat(mvc.get().uri(boss.path() + "/tags/edit?tag=老客").with(staff.login(boss))).hasStatusOk();
		assertThat(mvc.post()
			.uri(boss.path() + "/tags/rename")
			.param("tag", "老客")
			.param("name", "<b>&")
			.with(staff.login(boss))
			.with(csrf())).hasStatusOk().bodyText().contains("role=\"alert\"");
		assertThat(mvc.get().uri(boss.path() + "/members?tag=老客").with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("tag-GREY");
	}

	private void tag(String tag, MemberId... who) {
		as(() -> tagging.tag(MemberFilter.of(List.of(who)), tag));
	}

	private List<String> of(MemberId member) {
		return as(() -> members.get(member)).tags();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(boss, work);
	}

	private void assertRefused(String code, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> staff.as(boss, work))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

}
