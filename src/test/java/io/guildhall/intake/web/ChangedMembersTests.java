package io.guildhall.intake.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

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
import io.guildhall.shared.Ids;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableReader;
import io.guildhall.table.TableRow;
import io.guildhall.table.TableSource;
import io.guildhall.table.TableWriter;
import io.guildhall.table.Tables;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
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

	private Person ann;

	private MemberId lin;

	private MemberId wang;

	private MemberId zhao;

	@BeforeEach
	void threeMembersWithFields() {
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
		List<List<String>> table = exported(format);
		assertThat(table.get(0)).startsWith("member_id", "revision", "name", "real_name", "city", "tags", "owner",
				"consent_chat", "consent_call", "consent_sms", "consent_email", "do_not_contact", "invited_by", "孩子数",
				"等级", "喜好");
		assertThat(row(table, lin)).contains("林晓", "茶友", "-2.5", "=1+1");
		assertThat(row(table, zhao)).contains("+赵=云");
		String id = uploaded(table, format);
		check(id);
		assertThat(page(id)).contains("Changes of members", "Change 0 members");
		assertThat(counts(id, "expected")).isEqualTo(Map.of("MEMBER_SAME", 3));
	}

	@Test
	void whatDiffersIsChangedAndWhatIsWrongStaysOutWithItsReason() {
		Person bob = staff.hired(ann, Role.OPERATOR);
		List<List<String>> table = exported(TableFormat.CSV);
		set(table, lin, "city", "杭州");
		set(table, lin, "tags", "老师; 茶友");
		set(table, lin, "等级", "金");
		set(table, lin, "孩子数", "<clear>");
		set(table, lin, "喜好", "");
		set(table, lin, "owner", bob.name());
		set(table, wang, "孩子数", "很多");
		set(table, zhao, "city", "北京");
		staff.as(ann, () -> members.edit(zhao, new Profile("赵云", null, null, null), null));
		List<String> stranger = new ArrayList<>(row(table, wang));
		stranger.set(0, UUID.randomUUID().toString());
		table.add(stranger);

		String id = uploaded(table, TableFormat.CSV);
		check(id);
		assertThat(counts(id, "expected")).isEqualTo(Map.of("MEMBER_CHANGED", 1, "REFUSED", 3));
		assertThat(page(id)).contains("Change 1 members", "was changed here since the export", "This field is a number",
				"no member with this id", "city, tags, owner");
		assertThat(of(lin).profile().city()).as("a dry run writes nothing").isEmpty();

		take(id);
		assertThat(counts(id, "counts")).isEqualTo(Map.of("MEMBER_CHANGED", 1, "REFUSED", 3));
		assertThat(of(lin)).satisfies(changed -> {
			assertThat(changed.profile()).isEqualTo(new Profile("林晓", null, "杭州", bob.accountId()));
			assertThat(changed.tags()).containsExactlyInAnyOrder("茶友", "老师");
		});
		assertThat(staff.as(ann, () -> values.of(lin))).extracting(FieldOfMember::value)
			.containsExactly("", "金", "=1+1");
		assertThat(of(zhao).profile()).isEqualTo(new Profile("赵云", null, null, null));
		assertThat(page(id)).contains("cannot be taken back").doesNotContain("/undo");
		assertThat(rest("POST", id + "/undo")).hasStatus(409).bodyText().contains("intake.changes-stay");

		String again = uploaded(table, TableFormat.CSV);
		check(again);
		assertThat(counts(again, "expected")).as("twice is once").isEqualTo(Map.of("MEMBER_SAME", 1, "REFUSED", 3));
	}

	@Test
	void namesAreFoundAgainAndWhoWantsToBeLeftAloneIs() {
		List<List<String>> table = exported(TableFormat.XLSX);
		set(table, lin, "name", "林晓晓");
		set(table, wang, "do_not_contact", "TRUE");
		set(table, zhao, "name", "<clear>");
		String id = uploaded(table, TableFormat.XLSX);
		check(id);
		take(id);
		assertThat(counts(id, "counts")).isEqualTo(Map.of("MEMBER_CHANGED", 2, "REFUSED", 1));
		assertThat(staff.as(ann, () -> listing.count(new MemberFilter("晓晓", Map.of(), List.of()), 10))).isEqualTo(1);
		assertThat(of(wang).contact().doNotContact()).isTrue();

		List<List<String>> later = exported(TableFormat.CSV);
		set(later, wang, "do_not_contact", "false");
		String no = uploaded(later, TableFormat.CSV);
		check(no);
		assertThat(counts(no, "expected")).isEqualTo(Map.of("MEMBER_SAME", 2, "REFUSED", 1));
	}

	@Test
	void aWordOfAChannelIsTakenButNotThatSomebodyMayBeContactedAgain() {
		staff.as(ann, () -> {
			consents.say(wang, Consent.WITHDRAWN, false, "asked");
			return wang;
		});
		List<List<String>> table = exported(TableFormat.CSV);
		assertThat(row(table, wang)).contains("WITHDRAWN");
		set(table, lin, "consent_email", "yes");
		set(table, lin, "consent_sms", "withdrawn");
		set(table, wang, "consent_chat", "GIVEN");
		set(table, zhao, "consent_call", "perhaps");
		set(table, lin, "invited_by", zhao.toString());
		String id = uploaded(table, TableFormat.CSV);
		check(id);
		take(id);
		assertThat(counts(id, "counts")).isEqualTo(Map.of("MEMBER_CHANGED", 1, "REFUSED", 2));
		assertThat(page(id)).contains("is written down on their page", "This cell is GIVEN or WITHDRAWN");
		assertThat(of(lin).contact()).isEqualTo(new Consents(
				Map.of(ContactChannel.EMAIL, Consent.GIVEN, ContactChannel.SMS, Consent.WITHDRAWN), false));
		assertThat(row(exported(TableFormat.CSV), lin)).contains(zhao.toString(), "GIVEN");
		List<List<String>> circle = exported(TableFormat.CSV);
		set(circle, zhao, "invited_by", lin.toString());
		String refused = uploaded(circle, TableFormat.CSV);
		check(refused);
		assertThat(counts(refused, "expected")).isEqualTo(Map.of("MEMBER_SAME", 2, "REFUSED", 1));
		assertThat(staff.as(ann, () -> consents.of(lin))).extracting(ConsentChange::source)
			.containsOnly(ConsentSource.IMPORT)
			.hasSize(2);
	}

	@Test
	void theMembersOfAnotherOrganizationAreNone() {
		List<List<String>> table = exported(TableFormat.CSV);
		set(table, lin, "city", "杭州");
		ann = staff.found();
		String id = uploaded(table, TableFormat.CSV);
		check(id);
		assertThat(counts(id, "expected")).isEqualTo(Map.of("REFUSED", 3));
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

	/** The head, and the rows. */
	private List<List<String>> exported(TableFormat format) {
		byte[] file = mvc.get()
			.uri(ann.path() + "/members/export?format=" + format)
			.with(staff.login(ann))
			.exchange()
			.getResponse()
			.getContentAsByteArray();
		TableSource source = TableSource.of("members." + format.name().toLowerCase(java.util.Locale.ROOT), file.length,
				() -> new ByteArrayInputStream(file));
		List<List<String>> table = new ArrayList<>();
		table.add(Tables.recognize(source).columns());
		try (TableReader reader = Tables.open(source)) {
			for (TableRow row = reader.next(); row != null; row = reader.next()) {
				table.add(new ArrayList<>(row.cells()));
			}
		}
		return table;
	}

	private static List<String> row(List<List<String>> table, MemberId member) {
		return table.stream().filter(row -> row.get(0).equals(member.toString())).findFirst().orElseThrow();
	}

	private static void set(List<List<String>> table, MemberId member, String heading, String cell) {
		row(table, member).set(table.get(0).indexOf(heading), cell);
	}

	private String uploaded(List<List<String>> table, TableFormat format) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.of(format, out, "members")) {
			table.forEach(writer::row);
		}
		String name = "members." + format.name().toLowerCase(java.util.Locale.ROOT);
		MvcTestResult result = mvc.post()
			.uri(ann.path() + "/imports")
			.multipart()
			.file(new MockMultipartFile("files", name, null, out.toByteArray()))
			.param("key", Ids.next().toString())
			.with(staff.login(ann))
			.with(csrf())
			.exchange();
		String url = String.valueOf(result.getResponse().getRedirectedUrl());
		return url.substring(url.lastIndexOf('/') + 1);
	}

	private void check(String id) {
		assertThat(mvc.post()
			.uri(ann.path() + "/imports/" + id + "/choice")
			.param("table", "true")
			.param("then", "check")
			.with(staff.login(ann))
			.with(csrf())).hasStatus3xxRedirection();
	}

	private void take(String id) {
		assertThat(mvc.post().uri(ann.path() + "/imports/" + id + "/start").with(staff.login(ann)).with(csrf()))
			.hasStatus3xxRedirection();
		String job = json.readTree(body(rest("GET", id))).get("job").asString();
		staff.as(ann, () -> {
			jobs.runNow(UUID.fromString(job));
			return job;
		});
	}

	private Map<String, Integer> counts(String id, String which) {
		JsonNode counts = json.readTree(body(rest("GET", id))).get(which);
		Map<String, Integer> byOutcome = new java.util.TreeMap<>();
		counts.propertyNames().forEach(outcome -> byOutcome.put(outcome, counts.get(outcome).asInt()));
		return byOutcome;
	}

	private String page(String id) {
		return body(mvc.get().uri(ann.path() + "/imports/" + id).with(staff.login(ann)).exchange());
	}

	private MvcTestResult rest(String method, String path) {
		return mvc.method(org.springframework.http.HttpMethod.valueOf(method))
			.uri("/api/v1/imports/" + path)
			.header("Authorization", "Bearer " + staff.apiKey(ann))
			.exchange();
	}

	private static String body(MvcTestResult result) {
		return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

}
