package io.guildhall.intake.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.HouseTest;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldOfMember;
import io.guildhall.field.FieldOption;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.job.JobService;
import io.guildhall.member.Consent;
import io.guildhall.member.ConsentChange;
import io.guildhall.member.ConsentSource;
import io.guildhall.member.Consents;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberDetails;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.NewMember;
import io.guildhall.member.Profile;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Members go out as a table, are changed there, and come back. */
@HouseTest
@RequiredArgsConstructor
class ChangedMembersTests {

	private final MockMvcTester mvc;

	private final StaffFixtures staff;

	private final MemberService members;

	private final MemberConsents consents;

	private final MemberListing listing;

	private final FieldService fields;

	private final FieldValues values;

	private final JobService jobs;

	private final JsonMapper json;

	private MemberSheets sheets;

	private Person ann;

	private MemberId lin;

	private MemberId wang;

	private MemberId zhao;

	@BeforeEach
	void threeMembersWithFields() {
		sheets = new MemberSheets(mvc, staff, jobs, json);
		ann = staff.found();
		lin = add("林晓");
		wang = add("王明");
		zhao = add("+赵=云");
		String children = field("孩子数", FieldKind.NUMBER);
		field("等级", FieldKind.CHOICE, "金", "银");
		String likes = field("喜好", FieldKind.TEXT);
		staff.as(ann, () -> values.set(lin, Map.of(children, "-2.50", likes, "=1+1"), null));
	}

	@ParameterizedTest
	@EnumSource(TableFormat.class)
	void whatComesBackAsItWentOutChangesNothing(TableFormat format) {
		List<List<String>> table = sheets.exported(ann, format);
		assertThat(table.get(0)).startsWith("member_id", "revision", "name", "real_name", "city", "tags", "owner",
				"consent_chat", "consent_call", "consent_sms", "consent_email", "do_not_contact", "invited_by", "孩子数",
				"等级", "喜好");
		assertThat(MemberSheets.row(table, lin)).contains("林晓", "茶友", "-2.5", "=1+1");
		assertThat(MemberSheets.row(table, zhao)).contains("+赵=云");
		String id = sheets.uploaded(ann, table, format);
		sheets.check(ann, id);
		assertThat(sheets.page(ann, id)).contains("Changes of members", "Change 0 members");
		assertThat(sheets.counts(ann, id, "expected")).isEqualTo(Map.of("MEMBER_SAME", 3));
	}

	@Test
	void whatDiffersIsChangedAndWhatIsWrongStaysOutWithItsReason() {
		Person bob = staff.hired(ann, Role.OPERATOR);
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "city", "杭州");
		MemberSheets.set(table, lin, "tags", "老师; 茶友");
		MemberSheets.set(table, lin, "等级", "金");
		MemberSheets.set(table, lin, "孩子数", "<clear>");
		MemberSheets.set(table, lin, "喜好", "");
		MemberSheets.set(table, lin, "owner", bob.name());
		MemberSheets.set(table, wang, "孩子数", "很多");
		MemberSheets.set(table, zhao, "city", "北京");
		staff.as(ann, () -> members.edit(zhao, new Profile("赵云", null, null, null), null));
		List<String> stranger = new ArrayList<>(MemberSheets.row(table, wang));
		stranger.set(0, UUID.randomUUID().toString());
		table.add(stranger);

		String id = sheets.uploaded(ann, table, TableFormat.CSV);
		sheets.check(ann, id);
		assertThat(sheets.counts(ann, id, "expected")).isEqualTo(Map.of("MEMBER_CHANGED", 1, "REFUSED", 3));
		assertThat(sheets.page(ann, id)).contains("Change 1 members", "was changed here since the export",
				"This field is a number", "no member with this id", "city, tags, owner");
		assertThat(of(lin).profile().city()).as("a dry run writes nothing").isEmpty();

		sheets.take(ann, id);
		assertThat(sheets.counts(ann, id, "counts")).isEqualTo(Map.of("MEMBER_CHANGED", 1, "REFUSED", 3));
		assertThat(of(lin)).satisfies(changed -> {
			assertThat(changed.profile()).isEqualTo(new Profile("林晓", null, "杭州", bob.accountId()));
			assertThat(changed.tags()).containsExactlyInAnyOrder("茶友", "老师");
		});
		assertThat(staff.as(ann, () -> values.of(lin))).extracting(FieldOfMember::value)
			.containsExactly("", "金", "=1+1");
		assertThat(of(zhao).profile()).isEqualTo(new Profile("赵云", null, null, null));

		String again = sheets.uploaded(ann, table, TableFormat.CSV);
		sheets.check(ann, again);
		assertThat(sheets.counts(ann, again, "expected")).as("twice is once")
			.isEqualTo(Map.of("MEMBER_SAME", 1, "REFUSED", 3));
	}

	@Test
	void namesAreFoundAgainAndWhoWantsToBeLeftAloneIs() {
		List<List<String>> table = sheets.exported(ann, TableFormat.XLSX);
		MemberSheets.set(table, lin, "name", "林晓晓");
		MemberSheets.set(table, wang, "do_not_contact", "TRUE");
		MemberSheets.set(table, zhao, "name", "<clear>");
		String id = sheets.uploaded(ann, table, TableFormat.XLSX);
		sheets.check(ann, id);
		sheets.take(ann, id);
		assertThat(sheets.counts(ann, id, "counts")).isEqualTo(Map.of("MEMBER_CHANGED", 2, "REFUSED", 1));
		assertThat(staff.as(ann, () -> listing.count(new MemberFilter("晓晓", Map.of(), List.of()), 10))).isEqualTo(1);
		assertThat(of(wang).contact().doNotContact()).isTrue();

		List<List<String>> later = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(later, wang, "do_not_contact", "false");
		String no = sheets.uploaded(ann, later, TableFormat.CSV);
		sheets.check(ann, no);
		assertThat(sheets.counts(ann, no, "expected")).isEqualTo(Map.of("MEMBER_SAME", 2, "REFUSED", 1));
	}

	@Test
	void aWordOfAChannelIsTakenButNotThatSomebodyMayBeContactedAgain() {
		staff.as(ann, () -> {
			consents.say(wang, Consent.WITHDRAWN, false, "asked");
			return wang;
		});
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		assertThat(MemberSheets.row(table, wang)).contains("WITHDRAWN");
		MemberSheets.set(table, lin, "consent_email", "yes");
		MemberSheets.set(table, lin, "consent_sms", "withdrawn");
		MemberSheets.set(table, wang, "consent_chat", "GIVEN");
		MemberSheets.set(table, zhao, "consent_call", "perhaps");
		MemberSheets.set(table, lin, "invited_by", zhao.toString());
		String id = sheets.uploaded(ann, table, TableFormat.CSV);
		sheets.check(ann, id);
		sheets.take(ann, id);
		assertThat(sheets.counts(ann, id, "counts")).isEqualTo(Map.of("MEMBER_CHANGED", 1, "REFUSED", 2));
		assertThat(sheets.page(ann, id)).contains("is written down on their page", "This cell is GIVEN or WITHDRAWN");
		assertThat(of(lin).contact()).isEqualTo(new Consents(
				Map.of(ContactChannel.EMAIL, Consent.GIVEN, ContactChannel.SMS, Consent.WITHDRAWN), false));
		assertThat(MemberSheets.row(sheets.exported(ann, TableFormat.CSV), lin)).contains(zhao.toString(), "GIVEN");
		List<List<String>> circle = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(circle, zhao, "invited_by", lin.toString());
		String refused = sheets.uploaded(ann, circle, TableFormat.CSV);
		sheets.check(ann, refused);
		assertThat(sheets.counts(ann, refused, "expected")).isEqualTo(Map.of("MEMBER_SAME", 2, "REFUSED", 1));
		assertThat(staff.as(ann, () -> consents.of(lin))).extracting(ConsentChange::source)
			.containsOnly(ConsentSource.IMPORT)
			.hasSize(2);
	}

	@Test
	void theMembersOfAnotherOrganizationAreNone() {
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "city", "杭州");
		ann = staff.found();
		String id = sheets.uploaded(ann, table, TableFormat.CSV);
		sheets.check(ann, id);
		assertThat(sheets.counts(ann, id, "expected")).isEqualTo(Map.of("REFUSED", 3));
	}

	private MemberId add(String name) {
		return staff.as(ann, () -> members
			.add(new NewMember(name, null, null, List.of(), List.of("茶友"), null, null, MemberSource.HAND)));
	}

	private String field(String name, FieldKind kind, String... options) {
		return staff
			.as(ann, () -> fields
				.get(fields.add(name, kind, java.util.Arrays.stream(options).map(FieldOption::named).toList())))
			.key();
	}

	private MemberDetails of(MemberId member) {
		return staff.as(ann, () -> members.get(member));
	}

}
