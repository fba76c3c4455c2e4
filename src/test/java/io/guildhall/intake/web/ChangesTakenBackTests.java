package io.guildhall.intake.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.audit.AuditEntry;
import io.guildhall.audit.AuditTrail;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldOfMember;
import io.guildhall.field.FieldOption;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.intake.ImportId;
import io.guildhall.intake.ImportRunning;
import io.guildhall.intake.ImportService;
import io.guildhall.job.JobService;
import io.guildhall.member.Consent;
import io.guildhall.member.ConsentSource;
import io.guildhall.member.ConsentWord;
import io.guildhall.member.Consents;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.Inviter;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberDetails;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberInviters;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.MemberSummary;
import io.guildhall.member.MemberTags;
import io.guildhall.member.MemberTimeline;
import io.guildhall.member.NewMember;
import io.guildhall.member.Profile;
import io.guildhall.member.RunChange;
import io.guildhall.member.RunChange.Kept;
import io.guildhall.member.RunChange.Undone;
import io.guildhall.member.TimelineEntry;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Slice;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** What a table changed is put back where nobody changed it since. */
@HouseTest
@RequiredArgsConstructor
class ChangesTakenBackTests {

	private final MockMvcTester mvc;

	private final StaffFixtures staff;

	private final MemberService members;

	private final MemberConsents consents;

	private final MemberInviters inviters;

	private final MemberTags tags;

	private final MemberTimeline timeline;

	private final MemberListing listing;

	private final FieldService fields;

	private final FieldValues values;

	private final MergeService merges;

	private final ImportService imports;

	private final ImportRunning running;

	private final AuditTrail audit;

	private final JobService jobs;

	private final JsonMapper json;

	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());

	private MemberSheets sheets;

	private Person ann;

	private Person bob;

	private MemberId lin;

	private MemberId wang;

	private MemberId zhao;

	private String children;

	private String level;

	@BeforeEach
	void threeMembersWithFields() {
		sheets = new MemberSheets(mvc, staff, jobs, json);
		ann = staff.found();
		bob = staff.hired(ann, Role.OPERATOR);
		lin = add("林晓");
		wang = add("王明");
		zhao = add("赵云");
		children = field("孩子数", FieldKind.NUMBER);
		level = field("等级", FieldKind.CHOICE, "金", "银");
		set(lin, Map.of(children, "2.50", level, "金"));
		staff.as(ann, () -> {
			inviters.set(lin, wang);
			consents.say(lin, Consent.GIVEN, false, "asked");
			return members.edit(lin, new Profile("林晓", "林小晓", "杭州", bob.accountId()), null);
		});
	}

	@Test
	void allThatATableCanChangeComesBackAsItWas() {
		MemberDetails before = of(lin);
		List<String> fieldsBefore = fieldsOf(lin);
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "name", "林大");
		MemberSheets.set(table, lin, "real_name", "<clear>");
		MemberSheets.set(table, lin, "city", "上海");
		MemberSheets.set(table, lin, "owner", ann.name());
		MemberSheets.set(table, lin, "tags", "老师; 常客");
		MemberSheets.set(table, lin, "consent_email", "withdrawn");
		MemberSheets.set(table, lin, "do_not_contact", "true");
		MemberSheets.set(table, lin, "invited_by", zhao.toString());
		MemberSheets.set(table, lin, "孩子数", "<clear>");
		MemberSheets.set(table, lin, "等级", "银");
		MemberSheets.set(table, wang, "孩子数", "3");
		MemberSheets.set(table, wang, "owner", bob.name());
		String id = taken(table);
		assertThat(of(lin).profile()).isEqualTo(new Profile("林大", null, "上海", ann.accountId()));
		assertThat(of(lin).tags()).containsExactlyInAnyOrder("老师", "常客");
		assertThat(sheets.page(ann, id))
			.contains("What the import changed", "Undo the import", "puts it back", "real_name")
			.doesNotContain("What was put back");

		sheets.undo(ann, id);
		MemberDetails after = of(lin);
		assertThat(after.profile()).isEqualTo(before.profile());
		assertThat(after.tags()).isEqualTo(before.tags());
		assertThat(after.contact()).isEqualTo(before.contact());
		assertThat(fieldsOf(lin)).isEqualTo(fieldsBefore);
		assertThat(inviter(lin)).isEqualTo(wang);
		assertThat(of(wang).profile().contactOwner()).isNull();
		assertThat(fieldsOf(wang)).containsExactly("", "");
		assertThat(found("林大")).isZero();
		assertThat(found("林晓")).isEqualTo(1);

		assertThat(changes(id)).extracting(RunChange::undone).containsOnly(Undone.ALL).hasSize(2);
		assertThat(change(id, lin).changed()).contains("name", "tags", "孩子数");
		assertThat(change(id, lin).back()).contains("name", "tags: 茶友", "tags: 老师", "等级", "invited_by");
		assertThat(sheets.page(ann, id)).contains("What was put back", "tags: 茶友").doesNotContain("/undo");
		assertThat(body(sheets.rest(ann, "GET", id + "/changes"))).contains("\"undone\":\"ALL\"", "林晓");
		assertThat(sheets.rest(ann, "POST", id + "/undo")).hasStatus(409).bodyText().contains("nothing-to-undo");
		assertThat(staff.as(ann, () -> audit.of("member", lin.toString())))
			.filteredOn(entry -> entry.action().equals("member.change-undone"))
			.singleElement()
			.satisfies(entry -> assertThat(entry.changes()).extracting(AuditEntry.Change::field)
				.contains("name", "city", "tags", "孩子数"));
		assertThat(staff.as(ann, () -> audit.of("import", id))).extracting(AuditEntry::action)
			.contains("intake.undone");
		assertThat(staff.as(ann, () -> timeline.of(lin, "imports", null, 10)).items()).extracting(TimelineEntry::text)
			.containsExactly("member.timeline.import-undone.ALL", "member.timeline.import-changed");
	}

	@Test
	void whatSomebodyChangedSinceStaysAndIsListedWithTheReason() {
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "city", "上海");
		MemberSheets.set(table, lin, "real_name", "林大");
		MemberSheets.set(table, lin, "tags", "老师");
		MemberSheets.set(table, lin, "consent_sms", "withdrawn");
		MemberSheets.set(table, lin, "consent_chat", "withdrawn");
		MemberSheets.set(table, lin, "invited_by", zhao.toString());
		MemberSheets.set(table, lin, "孩子数", "3");
		MemberSheets.set(table, lin, "等级", "<clear>");
		MemberSheets.set(table, wang, "city", "北京");
		MemberSheets.set(table, zhao, "owner", bob.name());
		String id = taken(table);
		staff.as(ann, () -> {
			members.edit(lin, new Profile("林晓", "林大", "苏州", bob.accountId()), null);
			consents.say(lin,
					new ConsentWord(Map.of(ContactChannel.SMS, Consent.UNKNOWN, ContactChannel.CHAT, Consent.GIVEN),
							null, ConsentSource.STAFF, ""));
			inviters.set(lin, null);
			return members.edit(wang, new Profile("王明", null, "天津", null), null);
		});
		set(lin, Map.of(children, "4"));
		set(lin, Map.of(level, "银"));
		sheets.undo(ann, id);

		assertThat(of(lin).profile()).isEqualTo(new Profile("林晓", "林小晓", "苏州", bob.accountId()));
		assertThat(of(lin).tags()).containsExactly("茶友");
		assertThat(of(lin).contact().of(ContactChannel.SMS)).isEqualTo(Consent.UNKNOWN);
		assertThat(of(lin).contact().of(ContactChannel.CHAT)).isEqualTo(Consent.GIVEN);
		assertThat(staff.as(ann, () -> inviters.of(lin))).isEmpty();
		assertThat(fieldsOf(lin)).containsExactly("4", "银");
		RunChange partly = change(id, lin);
		assertThat(partly.undone()).isEqualTo(Undone.SOME);
		assertThat(partly.back()).containsExactlyInAnyOrder("real_name", "tags: 老师", "tags: 茶友");
		assertThat(partly.kept()).containsExactlyInAnyOrder(new Kept("city", "member.back.changed"),
				new Kept("孩子数", "member.back.changed"), new Kept("等级", "member.back.changed"),
				new Kept("invited_by", "member.back.changed"), new Kept("consent_sms", "member.kept.consent"),
				new Kept("consent_chat", "member.back.same"));
		assertThat(change(id, wang).undone()).isEqualTo(Undone.NONE);
		assertThat(change(id, zhao).undone()).isEqualTo(Undone.ALL);
		assertThat(sheets.page(ann, id)).contains("city: was changed since");
	}

	@Test
	void ofTwoTablesEachTakesBackItsOwnInAnyOrder() {
		for (boolean lastFirst : new boolean[] { true, false }) {
			MemberId li = add("李" + lastFirst);
			set(li, Map.of(children, "1"));
			List<String> ids = new ArrayList<>();
			for (String[] cells : List.of(new String[] { "上海", "老师", "2", "given" },
					new String[] { "北京", "茶友", "3", "withdrawn" }, new String[] { "上海", "老师", "4", "" })) {
				List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
				MemberSheets.set(table, li, "city", cells[0]);
				MemberSheets.set(table, li, "tags", cells[1]);
				MemberSheets.set(table, li, "孩子数", cells[2]);
				MemberSheets.set(table, li, "consent_sms", cells[3]);
				ids.add(taken(table));
			}
			if (lastFirst) {
				java.util.Collections.reverse(ids);
			}
			for (String id : ids) {
				sheets.undo(ann, id);
				assertThat(changes(id)).as("last first: %s", lastFirst)
					.extracting(RunChange::undone)
					.doesNotContain(Undone.WAITING);
			}
			assertThat(change(ids.get(2), li).undone()).as("last first: %s", lastFirst).isEqualTo(Undone.ALL);
			assertThat(of(li).contact()).as("last first: %s", lastFirst).isEqualTo(new Consents(Map.of(), false));
			assertThat(of(li).profile().city()).as("last first: %s", lastFirst).isEmpty();
			assertThat(of(li).tags()).as("last first: %s", lastFirst).containsExactly("茶友");
			assertThat(fieldsOf(li).get(0)).as("last first: %s", lastFirst).isEqualTo("1");
		}
	}

	@Test
	void whoWasMergedWaitsUntilTheyAreTwoAgainAndTheSurvivorDoesNot() {
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		for (MemberId one : List.of(lin, zhao)) {
			MemberSheets.set(table, one, "city", "上海");
			MemberSheets.set(table, one, "孩子数", "7");
			MemberSheets.set(table, one, "tags", "老师");
			MemberSheets.set(table, one, "consent_call", "withdrawn");
		}
		MemberSheets.set(table, zhao, "invited_by", wang.toString());
		String id = taken(table);
		MergeId merge = staff.as(ann, () -> merges.merge(lin, zhao));
		sheets.undo(ann, id);
		assertThat(of(lin).profile().city()).isEqualTo("杭州");
		assertThat(fieldsOf(lin).get(0)).isEqualTo("2.5");
		assertThat(change(id, zhao).undone()).isEqualTo(Undone.WAITING);
		assertThat(change(id, zhao).kept()).containsExactly(new Kept(null, "member.back.merged"));
		assertThat(sheets.page(ann, id)).contains("is one with another now");

		staff.as(ann, () -> {
			merges.undo(merge);
			return merge;
		});
		assertThat(of(zhao).profile().city()).isEmpty();
		assertThat(of(zhao).tags()).containsExactly("茶友");
		assertThat(of(zhao).contact()).isEqualTo(new Consents(Map.of(), false));
		assertThat(fieldsOf(zhao).get(0)).isEmpty();
		assertThat(staff.as(ann, () -> inviters.of(zhao))).isEmpty();
		assertThat(of(lin).contact().of(ContactChannel.CALL)).isEqualTo(Consent.GIVEN);
		assertThat(of(lin).tags()).containsExactly("茶友");
		assertThat(change(id, zhao).undone()).isIn(Undone.ALL, Undone.SOME);
	}

	@Test
	void ofWhomWasErasedNothingIsKeptAndNothingComesBack() {
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "city", "上海");
		MemberSheets.set(table, zhao, "name", "赵子龙");
		String id = taken(table);
		staff.as(ann, () -> {
			members.erase(lin);
			return lin;
		});
		assertThat(kept(lin)).isEqualTo("{}");
		sheets.undo(ann, id);
		assertThat(change(id, lin)).satisfies(change -> {
			assertThat(change.undone()).isEqualTo(Undone.NONE);
			assertThat(change.kept()).containsExactly(new Kept(null, "member.back.erased"));
		});
		assertThat(of(lin).profile().city()).isEmpty();
		staff.as(ann, () -> {
			members.erase(zhao);
			return zhao;
		});
		assertThat(kept(zhao)).isEqualTo("{}");
		assertThat(sheets.page(ann, id)).contains("The person was erased");
	}

	@Test
	void whatAnImportOfMembersFilledDoesNotComeBackOnceThatIsTakenBack() {
		UUID filling = UUID.randomUUID();
		owner.sql("update field_values set source_run = ? where member_id = ?").params(filling, lin.id()).update();
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "孩子数", "9");
		MemberSheets.set(table, lin, "等级", "银");
		String id = taken(table);
		owner.sql("""
				insert into ended_tag_holders (organization_id, id, taken_off, ended_at) values (?, ?, true, now())
				""").params(ann.organizationId(), filling).update();
		sheets.undo(ann, id);
		assertThat(fieldsOf(lin)).containsExactly("", "");
		assertThat(change(id, lin).undone()).isEqualTo(Undone.ALL);
	}

	@Test
	void tagsThatWereRenamedSinceComeBackByTheirNewNames() {
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "owner", ann.name());
		MemberSheets.set(table, lin, "tags", "老师");
		MemberSheets.set(table, lin, "等级", "银");
		String id = taken(table);
		staff.as(ann, () -> {
			tags.rename("茶友", "茶客");
			tags.rename("老师", "讲师");
			return fields.list();
		});
		sheets.undo(ann, id);
		assertThat(of(lin).tags()).containsExactly("茶客");
		assertThat(fieldsOf(lin).get(1)).isEqualTo("金");
		assertThat(of(lin).profile().contactOwner()).isEqualTo(bob.accountId());
	}

	@Test
	void ofTwoWhoTakeItBackAtOnceOneDoesAndAgainChangesNothing() throws Exception {
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "city", "上海");
		ImportId id = ImportId.of(taken(table));
		Callable<UUID> undo = () -> staff.as(ann, () -> running.undo(id));
		List<Object> results = bothOf(undo, undo);
		assertThat(results).filteredOn(UUID.class::isInstance).hasSize(1);
		assertThat(results).filteredOn(DomainException.class::isInstance)
			.singleElement()
			.extracting(refused -> ((DomainException) refused).getCode())
			.isEqualTo("intake.busy");
		UUID job = (UUID) results.stream().filter(UUID.class::isInstance).findFirst().orElseThrow();
		for (int i = 0; i < 2; i++) {
			staff.as(ann, () -> {
				jobs.runNow(job);
				return job;
			});
			assertThat(of(lin).profile().city()).isEqualTo("杭州");
			staff.as(ann, () -> members.edit(lin, new Profile("林晓", "林小晓", "杭州", bob.accountId()), null));
		}
		assertThat(staff.as(ann, () -> audit.of("member", lin.toString())))
			.filteredOn(entry -> entry.action().equals("member.change-undone"))
			.hasSize(1);
	}

	@Test
	void whoeverEditsMeanwhileIsNotWrittenOver() throws Exception {
		for (int round = 0; round < 5; round++) {
			String city = "城" + round;
			staff.as(ann, () -> members.edit(wang, new Profile("王明", null, "老城", null), null));
			List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
			MemberSheets.set(table, wang, "city", city);
			ImportId id = ImportId.of(taken(table));
			long version = of(wang).version();
			UUID job = staff.as(ann, () -> running.undo(id));
			List<Object> results = bothOf(() -> staff.as(ann, () -> {
				jobs.runNow(job);
				return job;
			}), () -> staff.as(ann, () -> members.edit(wang, new Profile("王明", null, "新城", null), version)));
			boolean edited = results.get(1) instanceof MemberDetails;
			if (!edited) {
				assertThat(results.get(1)).isInstanceOf(OptimisticLockingFailureException.class);
			}
			assertThat(of(wang).profile().city()).as("round %d", round).isEqualTo(edited ? "新城" : "老城");
			assertThat(change(id.toString(), wang).undone()).isEqualTo(edited ? Undone.NONE : Undone.ALL);
		}
	}

	@Test
	void whatCameBeforeAnythingWasKeptIsRefused() {
		List<List<String>> table = sheets.exported(ann, TableFormat.CSV);
		MemberSheets.set(table, lin, "city", "上海");
		String id = taken(table);
		owner.sql("delete from member_run_changes where run_id = ?").param(UUID.fromString(id)).update();
		assertThat(sheets.rest(ann, "POST", id + "/undo")).hasStatus(409).bodyText().contains("intake.changes-stay");
		assertThat(sheets.page(ann, id)).contains("before it was kept").doesNotContain("/undo");
		String same = taken(sheets.exported(ann, TableFormat.CSV));
		assertThat(sheets.rest(ann, "POST", same + "/undo")).hasStatus(409).bodyText().contains("nothing-to-undo");
	}

	private List<Object> bothOf(Callable<?> one, Callable<?> other) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			CountDownLatch start = new CountDownLatch(2);
			List<Future<Object>> both = new ArrayList<>();
			for (Callable<?> what : List.of(one, other)) {
				both.add(threads.submit(() -> {
					start.countDown();
					start.await();
					Object[] done = new Object[1];
					Throwable thrown = catchThrowable(() -> done[0] = what.call());
					return (thrown != null) ? thrown : done[0];
				}));
			}
			return List.of(both.get(0).get(), both.get(1).get());
		}
		finally {
			threads.shutdown();
		}
	}

	private String taken(List<List<String>> table) {
		String id = sheets.uploaded(ann, table, TableFormat.CSV);
		sheets.check(ann, id);
		sheets.take(ann, id);
		return id;
	}

	private List<RunChange> changes(String id) {
		return staff.as(ann, () -> imports.changes(ImportId.of(id), null, Slice.PAGE)).items();
	}

	private RunChange change(String id, MemberId member) {
		return changes(id).stream().filter(change -> change.member().equals(member)).findFirst().orElseThrow();
	}

	private String kept(MemberId member) {
		return owner.sql("select cast(cells as text) from member_run_changes where member_id = ?")
			.param(member.id())
			.query(String.class)
			.single();
	}

	private MemberId inviter(MemberId member) {
		return staff.as(ann, () -> inviters.of(member)).map(Inviter::inviter).map(MemberSummary::id).orElseThrow();
	}

	private long found(String name) {
		return staff.as(ann, () -> listing.count(new MemberFilter(name, Map.of(), List.of()), 10));
	}

	private MemberId add(String name) {
		return staff.as(ann, () -> members
			.add(new NewMember(name, null, null, List.of(), List.of("茶友"), null, null, MemberSource.HAND)));
	}

	private String field(String name, FieldKind kind, String... options) {
		return staff
			.as(ann, () -> fields.get(fields.add(name, kind, Arrays.stream(options).map(FieldOption::named).toList())))
			.key();
	}

	private void set(MemberId member, Map<String, String> said) {
		staff.as(ann, () -> values.set(member, said, null));
	}

	private List<String> fieldsOf(MemberId member) {
		return staff.as(ann, () -> values.of(member)).stream().map(FieldOfMember::value).toList();
	}

	private MemberDetails of(MemberId member) {
		return staff.as(ann, () -> members.get(member));
	}

	private static String body(org.springframework.test.web.servlet.assertj.MvcTestResult result) {
		return new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
	}

}
