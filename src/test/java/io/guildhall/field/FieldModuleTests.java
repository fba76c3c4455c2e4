package io.guildhall.field;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.member.MemberExport;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.segment.SegmentPreviews;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;

@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class FieldModuleTests {

	private final FieldService fields;

	private final FieldValues values;

	private final FieldBelongings belongings;

	private final MemberService members;

	private final MemberListing listing;

	private final MemberExport export;

	private final SegmentPreviews previews;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private Person boss;

	private MemberId lin;

	private MemberId wang;

	private String level;

	private String children;

	private String birthday;

	private String parent;

	private String remark;

	@BeforeEach
	void anOrganizationWithAFieldOfEachKind() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		lin = staff.as(boss, () -> members.add(NewMember.named("林晓")));
		wang = staff.as(boss, () -> members.add(NewMember.named("王明")));
		level = add("等级", FieldKind.CHOICE, "金", "银");
		children = add("孩子数", FieldKind.NUMBER);
		birthday = add("生日", FieldKind.DATE);
		parent = add("是家长", FieldKind.YES_NO);
		remark = add("喜好", FieldKind.TEXT);
	}

	@Test
	void keepsAValueOfEachKind() {
		set(lin, Map.of(level, "金", children, "2", birthday, "1990/3/8", parent, "是", remark, "=岩茶"), null);
		assertThat(known(lin)).containsExactly("金", "2", "1990-03-08", "true", "=岩茶");
		set(lin, Map.of(level, "银", remark, ""), null);
		assertThat(known(lin)).containsExactly("银", "2", "1990-03-08", "true", "");
		assertThat(known(wang)).containsOnly("");
	}

	@Test
	void writesNothingIfOneValueIsNotRight() {
		assertRefused("field.value.NUMBER", () -> set(lin, Map.of(level, "金", children, "很多"), null));
		assertRefused("field.value.CHOICE", () -> set(lin, Map.of(level, "铜"), null));
		assertRefused("field.unknown", () -> set(lin, Map.of("f_none", "1"), null));
		assertThat(known(lin)).containsOnly("");
	}

	@Test
	void tellsWhatWasChangedMeanwhileAndLeavesWhatWasNotTouched() {
		set(lin, Map.of(level, "金", children, "1"), null);
		Map<String, String> seen = Map.of(level, "金", children, "1");
		set(lin, Map.of(children, "2"), null);
		assertRefused("field.value-changed", () -> set(lin, Map.of(level, "金", children, "3"), seen));
		set(lin, Map.of(level, "银", children, "1"), seen);
		assertThat(known(lin)).startsWith("银", "2");
	}

	@Test
	void membersAreFilteredAndComparedByThem() {
		set(lin, Map.of(level, "金", children, "2", parent, "true", birthday,
				AtOneMoment.TODAY.minusDays(10).toString()), null);
		set(wang, Map.of(level, "银", remark, "茶"), null);
		String gold = option("金");
		assertThat(listed(level, gold)).isEqualTo(1);
		assertThat(listed(parent, "true")).isEqualTo(1);
		assertThat(listed(parent, "none")).isEqualTo(1);
		assertThat(listed(remark, "any")).isEqualTo(1);
		assertThat(counted(Term.anyOf(level, gold, option("银")))).isEqualTo(2);
		assertThat(counted(Term.noneOf(level, gold))).isEqualTo(1);
		assertThat(counted(Term.atLeast(children, 2, null), Term.atMost(birthday, 10, null))).isEqualTo(1);
		assertThat(counted(Term.atLeast(birthday, 11, null))).isZero();
		assertThat(counted(Term.never(birthday))).isEqualTo(1);
		assertRefused("member.field-value", () -> listed(level, "gold"));
	}

	@Test
	void whatIsArchivedKeepsItsValuesAndHoldsInSegments() {
		set(lin, Map.of(level, "金"), null);
		String gold = option("金");
		FieldId id = id("等级");
		staff.as(boss, () -> {
			fields.archive(id);
			return null;
		});
		assertThat(known(lin)).hasSize(4);
		assertThat(counted(Term.anyOf(level, gold))).isEqualTo(1);
		assertRefused("field.is-archived", () -> set(lin, Map.of(level, "银"), null));
		staff.as(boss, () -> {
			fields.restore(id);
			return null;
		});
		assertThat(known(lin)).hasSize(5).last().isEqualTo("金");
	}

	@Test
	void standsInItsOrderUnderANameOfItsOwn() {
		staff.as(boss, () -> {
			fields.move(id("喜好"), true);
			return null;
		});
		assertThat(staff.as(boss, () -> fields.list())).extracting(FieldDetails::name)
			.containsExactly("等级", "孩子数", "生日", "喜好", "是家长");
		assertRefused("field.name-taken", () -> add("等级", FieldKind.TEXT));
		assertRefused("field.name-ours", () -> add("Tags", FieldKind.TEXT));
		Person seller = staff.hired(boss, Role.STAFF);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(seller, () -> fields.add("x", FieldKind.TEXT, List.of())));
	}

	@Test
	void whoSurvivesKeepsItsValuesAndTheOtherFillsTheGaps() {
		set(lin, Map.of(level, "金"), null);
		set(wang, Map.of(level, "银", children, "3"), null);
		String moved = staff.as(boss, () -> belongings.move(UUID.randomUUID(), wang, lin));
		assertThat(known(lin)).startsWith("金", "3");
		staff.as(boss, () -> {
			belongings.moveBack(UUID.randomUUID(), wang, lin, moved);
			return null;
		});
		assertThat(known(lin)).startsWith("金", "");
		assertThat(known(wang)).startsWith("银", "3");
	}

	@Test
	void nothingIsKnownOfOneWhoIsErased() {
		set(lin, Map.of(level, "金"), null);
		staff.as(boss, () -> {
			members.erase(lin);
			return null;
		});
		assertThat(known(lin)).containsOnly("");
		assertRefused("field.erased", () -> set(lin, Map.of(level, "金"), null));
	}

	@Test
	void standsInTheExport() {
		set(lin, Map.of(level, "金", remark, "=1+1"), null);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		staff.as(boss, () -> {
			export.write(MemberFilter.ALL, TableFormat.CSV, out);
			return null;
		});
		List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
		assertThat(lines.get(0)).contains(",do_not_contact,invited_by,等级,孩子数,生日,是家长,喜好,phone,");
		assertThat(lines).anySatisfy(line -> assertThat(line).contains("林晓", ",金,,,,'=1+1,"));
	}

	@Test
	void isShownAndFilledInOnPages() {
		String path = boss.path() + "/members/" + lin + "/fields";
		assertThat(mvc.get().uri(boss.path() + "/fields").with(staff.login(boss))).bodyText().contains("等级", "金, 银");
		assertThat(mvc.get().uri(boss.path() + "/fields/" + id("等级")).with(staff.login(boss))).bodyText().contains("银");
		assertThat(mvc.get().uri(path + "?edit=1").with(staff.login(boss))).bodyText().contains("to." + children);
		assertThat(mvc.post()
			.uri(path)
			.header("HX-Request", "true")
			.param("to." + children, "viele")
			.param("was." + children, "")
			.with(csrf())
			.with(staff.login(boss))).hasStatusOk().bodyText().contains("孩子数", "viele", "alert");
		assertThat(mvc.post()
			.uri(path)
			.header("HX-Request", "true")
			.param("to." + birthday, "1990-03-08")
			.param("was." + birthday, "")
			.with(csrf())
			.with(staff.login(boss))).hasStatusOk().bodyText().contains("1990").doesNotContain("alert");
		assertThat(mvc.post()
			.uri(boss.path() + "/fields/" + id("等级"))
			.param("name", "级别")
			.param("optionId", option("金"), option("银"))
			.param("optionName", "金卡", "")
			.param("added", "玉")
			.with(csrf())
			.with(staff.login(boss))).hasStatus3xxRedirection();
		assertThat(staff.as(boss, () -> fields.get(id("级别"))).offered()).extracting(FieldOption::name)
			.containsExactly("金卡", "玉");
		assertThat(mvc.get().uri(boss.path() + "/members").with(staff.login(boss))).bodyText().contains("级别", "金卡");
		assertThat(mvc.get()
			.uri(boss.path() + "/segments/new?match=ALL&p0.match=ALL&p0.t0.field=" + children)
			.with(staff.login(boss))).hasStatusOk().bodyText().contains("孩子数");
	}

	@Test
	void isFilledInByPrograms() {
		String key = "Bearer " + staff.apiKey(boss);
		assertThat(mvc.patch()
			.uri("/api/v1/members/" + lin + "/fields")
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"values\":{\"%s\":\"2\",\"%s\":null}}".formatted(children, level))).hasStatusOk()
			.bodyText()
			.contains("\"value\":\"2\"");
		assertThat(mvc.patch()
			.uri("/api/v1/members/" + lin + "/fields")
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"values\":{\"%s\":\"two\"}}".formatted(children))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("field.value.NUMBER");
		assertThat(mvc.get().uri("/api/v1/members?" + children + "=2").header("Authorization", key)).hasStatusOk();
		assertThat(mvc.patch()
			.uri("/api/v1/members/" + lin + "/fields")
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"values\":{\"%1$s\":\"4\"},\"seen\":{\"%1$s\":null}}".formatted(children)))
			.hasStatus(HttpStatus.CONFLICT);
		assertThat(mvc.put()
			.uri("/api/v1/fields/" + id("等级"))
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"name\":\"等级\",\"options\":[{\"id\":\"%s\",\"name\":\"金卡\"},{\"name\":\"玉\"}]}"
				.formatted(option("金"))))
			.hasStatusOk();
		assertThat(staff.as(boss, () -> fields.get(id("等级"))).offered()).extracting(FieldOption::name)
			.containsExactly("金卡", "玉");
		String stranger = "Bearer " + staff.apiKey(staff.found());
		assertThat(mvc.get().uri("/api/v1/members/" + lin + "/fields").header("Authorization", stranger))
			.hasStatus(HttpStatus.NOT_FOUND);
	}

	private String add(String name, FieldKind kind, String... options) {
		FieldId id = staff.as(boss,
				() -> fields.add(name, kind, Arrays.stream(options).map(FieldOption::named).toList()));
		return staff.as(boss, () -> fields.get(id)).key();
	}

	private FieldId id(String name) {
		return staff.as(boss, () -> fields.list())
			.stream()
			.filter(field -> field.name().equals(name))
			.findFirst()
			.orElseThrow()
			.id();
	}

	private String option(String name) {
		return staff.as(boss, () -> fields.list())
			.stream()
			.flatMap(field -> field.options().stream())
			.filter(option -> option.name().equals(name))
			.findFirst()
			.orElseThrow()
			.id()
			.toString();
	}

	private void set(MemberId member, Map<String, String> wanted, Map<String, String> seen) {
		staff.as(boss, () -> values.set(member, wanted, seen));
	}

	private List<String> known(MemberId member) {
		return staff.as(boss, () -> values.of(member)).stream().map(FieldOfMember::value).toList();
	}

	private long listed(String key, String value) {
		return staff.as(boss, () -> listing.count(new MemberFilter(null, Map.of(key, value), List.of()), 10));
	}

	private long counted(Term... terms) {
		return staff.as(boss, () -> previews.count(SegmentRule.all(terms)));
	}

}
