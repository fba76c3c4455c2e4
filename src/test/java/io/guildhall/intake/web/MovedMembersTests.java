package io.guildhall.intake.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.HouseTest;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.intake.ImportId;
import io.guildhall.intake.ImportProblem;
import io.guildhall.intake.ImportService;
import io.guildhall.job.JobService;
import io.guildhall.member.Consent;
import io.guildhall.member.ConsentWord;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.IdentityKind;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is taken out of one organization can be taken into another (RULES, Import and
 * export): with accounts, tags, what they said about being contacted, and own fields.
 */
@HouseTest
@RequiredArgsConstructor
class MovedMembersTests {

	private static final Instant JOINED = Instant.parse("2025-03-01T08:30:15.123456Z");

	private static final String FRIENDS = "茶友: 一群; @home";

	private final MockMvcTester mvc;

	private final StaffFixtures staff;

	private final MemberService members;

	private final MemberConsents consents;

	private final MemberListing listing;

	private final CommunityService communities;

	private final GroupService groups;

	private final FieldService fields;

	private final FieldValues values;

	private final ImportService imports;

	private final JobService jobs;

	private final JsonMapper json;

	private MemberSheets sheets;

	private Person ann;

	private Person bea;

	@BeforeEach
	void twoHouses() {
		sheets = new MemberSheets(mvc, staff, jobs, json);
		ann = staff.found();
		bea = staff.found("Bea's", "America/New_York", "USD");
		String likes = furnish(ann);
		furnish(bea);
		GroupId friends = group(ann, FRIENDS, null);
		MemberId lin = add(ann, newcomer("林晓", "林晓晓", "上海", List.of("茶友", "+1"),
				identity(Carrier.TELEGRAM, IdentityKind.ID, "user4711"), NewIdentity.handle(Carrier.TELEGRAM, "@lin"),
				new NewIdentity(Carrier.WECHAT, IdentityKind.NAME, "晓; 晓\\: =1", friends),
				NewIdentity.phone("138 0013 8000"), NewIdentity.phone("0755 1234567"),
				NewIdentity.email("Lin@Example.org"), NewIdentity.email("lin2@example.org")));
		add(ann, newcomer("王明", null, null, List.of(), NewIdentity.phone("13900139000")).invitedBy(lin));
		MemberId zhao = add(ann, newcomer("+赵=云", null, null, List.of("茶友")));
		staff.as(ann, () -> values.set(lin, Map.of(likes, "=1+1"), null));
		say(lin, Map.of(ContactChannel.EMAIL, Consent.GIVEN, ContactChannel.SMS, Consent.WITHDRAWN), null);
		say(zhao, Map.of(ContactChannel.CHAT, Consent.GIVEN), true);
	}

	@ParameterizedTest
	@EnumSource(TableFormat.class)
	void whatIsTakenOutStandsInAnotherHouseAsItStood(TableFormat format) {
		group(bea, FRIENDS, null);
		List<List<String>> table = sheets.exported(ann, format);
		String id = sheets.uploaded(bea, table, format);
		assertThat(sheets.page(bea, id)).contains("people of another organization");
		sheets.checkAsNew(bea, id);
		assertThat(sheets.counts(bea, id, "expected")).isEqualTo(Map.of("MEMBER_NEW", 3));
		assertThat(sheets.page(bea, id)).contains("Import 3 new members", "Accounts on platforms");
		sheets.take(bea, id);
		assertThat(problems(id)).isEmpty();
		assertThat(people(sheets.exported(bea, format))).isEqualTo(people(table)).hasSize(3);

		String twice = sheets.uploaded(bea, table, format);
		sheets.checkAsNew(bea, twice);
		assertThat(sheets.counts(bea, twice, "expected")).as("twice is once").isEqualTo(Map.of("MEMBER_KNOWN", 3));
		sheets.take(bea, twice);
		assertThat(people(sheets.exported(bea, format))).isEqualTo(people(table));

		sheets.undo(bea, id);
		assertThat(staff.as(bea, () -> listing.count(MemberFilter.ALL, 10))).as("all of it is taken back").isZero();
	}

	@Test
	void whoIsOfThisHouseIsChangedAndNotMadeASecondTime() {
		String id = sheets.uploaded(ann, sheets.exported(ann, TableFormat.CSV), TableFormat.CSV);
		sheets.checkAsNew(ann, id);
		assertThat(sheets.counts(ann, id, "expected")).isEqualTo(Map.of("REFUSED", 3));
		assertThat(sheets.page(ann, id)).contains("import the table as changes of members");
	}

	@Test
	void whatIsSomebodyElsesHereIsSuggestedAndWhatHasNoPlaceIsTold() {
		MemberId other = add(bea,
				newcomer("Other", null, null, List.of(), NewIdentity.handle(Carrier.TELEGRAM, "lin")));
		MemberId same = add(bea, newcomer("Wang", null, null, List.of(), NewIdentity.phone("+8613900139000")));
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		table.stream()
			.filter(row -> row.contains("+赵=云"))
			.forEach(row -> row.set(table.get(0).indexOf("identities"), "FAX:ID:1"));
		String id = sheets.uploaded(bea, table, TableFormat.CSV);
		sheets.checkAsNew(bea, id);
		sheets.take(bea, id);
		assertThat(problems(id)).extracting(ImportProblem::reason)
			.containsExactlyInAnyOrder("intake.bad.account-group", "intake.bad.account-taken", "member.bad-account");
		assertThat(sheets.counts(bea, id, "counts"))
			.isEqualTo(Map.of("MEMBER_NEW", 1, "MEMBER_KNOWN", 1, "SUGGESTED", 1, "REFUSED", 1));
		assertThat(staff.as(bea, () -> members.get(other)).identities()).as("stays whose it was").hasSize(1);
		assertThat(staff.as(bea, () -> members.get(same)).profile().displayName()).isEqualTo("Wang");
	}

	@Test
	void whatIsMaskedIsNotTakenIn() {
		Person host = staff.hired(ann, Role.OPERATOR);
		GroupId hosted = group(ann, "Hosted", host);
		add(ann, newcomer("Seen", null, null, List.of(), NewIdentity.phone("13700137000")).in(hosted, JOINED));
		List<List<String>> table = sheets.exported(host, TableFormat.CSV);
		assertThat(people(table).get("Seen")).containsEntry("phone", "137••••7000");
		String id = sheets.uploaded(bea, table, TableFormat.CSV);
		sheets.checkAsNew(bea, id);
		sheets.take(bea, id);
		assertThat(people(sheets.exported(bea, TableFormat.CSV)).get("Seen")).containsEntry("phone", "");
	}

	private void say(MemberId member, Map<ContactChannel, Consent> of, @Nullable Boolean alone) {
		staff.as(ann, () -> {
			consents.say(member, ConsentWord.said(of, alone, "asked"));
			return member;
		});
	}

	private String furnish(Person owner) {
		return staff.as(owner, () -> fields.get(fields.add("喜好", FieldKind.TEXT, List.of()))).key();
	}

	private GroupId group(Person owner, String name, @Nullable Person host) {
		return staff.as(owner,
				() -> groups
					.create(communities.create(CommunityFixtures.card("Tea of " + name)).id(),
							CommunityFixtures.terms(name, (host != null) ? host.accountId() : null))
					.id());
	}

	private MemberId add(Person owner, NewMember newcomer) {
		return staff.as(owner, () -> members.add(newcomer));
	}

	private static NewMember newcomer(String name, @Nullable String realName, @Nullable String city, List<String> tags,
			NewIdentity... identities) {
		return new NewMember(name, realName, city, List.of(identities), tags, null, JOINED, MemberSource.HAND);
	}

	private static NewIdentity identity(Carrier carrier, IdentityKind kind, String value) {
		return new NewIdentity(carrier, kind, value, null);
	}

	private List<ImportProblem> problems(String id) {
		return staff.as(bea, () -> imports.problems(ImportId.of(id), false, null, 50)).items();
	}

	/** The cells by name of the member and heading, without what is of one house only. */
	private static Map<String, Map<String, String>> people(List<List<String>> table) {
		List<String> header = table.get(0);
		Map<String, String> names = new HashMap<>();
		table.stream().skip(1).forEach(row -> names.put(row.get(0), row.get(header.indexOf("name"))));
		Map<String, Map<String, String>> people = new TreeMap<>();
		table.stream().skip(1).forEach(row -> {
			Map<String, String> cells = new TreeMap<>();
			for (int i = 2; i < header.size(); i++) {
				cells.put(header.get(i), row.get(i));
			}
			cells.computeIfPresent("invited_by", (heading, id) -> names.getOrDefault(id, ""));
			cells.computeIfPresent("identities",
					(heading, accounts) -> Stream.of(accounts.split("(?<!\\\\);"))
						.filter(account -> !account.startsWith("OTHER:ID:"))
						.collect(Collectors.joining(";")));
			people.put(row.get(header.indexOf("name")), cells);
		});
		return people;
	}

}
