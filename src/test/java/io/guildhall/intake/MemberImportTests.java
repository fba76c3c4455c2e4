package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
import io.guildhall.member.ConsentWord;
import io.guildhall.member.Consents;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberInviters;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.points.PointsService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Tables of members with what an organization wants to know besides, and their undo. */
@HouseTest
@RequiredArgsConstructor
class MemberImportTests {

	private static final String TABLE = """
			姓名,手机,等级,生日,备注
			林晓,13800138000,Gold,1990-05-06,老客户
			王一,13900139000,Silver,,
			赵六,13700137000,Platinum,,
			""";

	private final ImportUploading uploading;

	private final ImportService imports;

	private final ImportRunning running;

	private final JobService jobs;

	private final FieldService fields;

	private final FieldValues values;

	private final PointsService points;

	private final MemberListing listing;

	private final MemberService people;

	private final MemberConsents consents;

	private final MemberInviters inviters;

	private final OrganizationFixtures organizations;

	private final OnBehalf onBehalf;

	private UUID acme = Ids.next();

	@BeforeEach
	void found() {
		acme = organizations.found("Acme");
		as(() -> fields.add("等级", FieldKind.CHOICE, List.of(FieldOption.named("Gold"), FieldOption.named("Silver"))));
		as(() -> fields.add("生日", FieldKind.DATE, List.of()));
	}

	@Test
	void newMembersComeWithWhatTheOrganizationAsksAndABadCellIsARowLeftOut() {
		ImportId id = upload(TABLE);
		assertThat(as(() -> imports.get(id)).kind()).isEqualTo(ImportKind.MEMBERS);
		check(id);
		assertThat(as(() -> imports.get(id)).expected().of(Outcome.MEMBER_NEW)).isEqualTo(2);
		assertThat(as(() -> imports.problems(id, true, null, 10)).items())
			.extracting(ImportProblem::line, ImportProblem::reason, ImportProblem::excerpt)
			.containsExactly(tuple(4L, "field.cell.CHOICE", "Platinum"));
		assertThat(members()).as("nothing is written yet").isEmpty();
		take(id);
		assertThat(members()).containsOnlyKeys("林晓", "王一");
		assertThat(known("林晓")).isEqualTo(Map.of("等级", "Gold", "生日", "1990-05-06"));
		assertThat(known("王一")).isEqualTo(Map.of("等级", "Silver", "生日", ""));
	}

	@Test
	void whatIsKnownStaysAndTheGapsAreFilledAndTakenBack() {
		ImportId first = upload("姓名,手机,等级\n林晓,13800138000,Silver\n");
		check(first);
		take(first);
		ImportId second = upload(TABLE);
		check(second);
		take(second);
		assertThat(known("林晓")).isEqualTo(Map.of("等级", "Silver", "生日", "1990-05-06"));
		undo(second);
		assertThat(known("林晓")).isEqualTo(Map.of("等级", "Silver", "生日", ""));
		assertThat(members()).containsOnlyKeys("林晓");
		undo(first);
		assertThat(members()).isEmpty();
	}

	@Test
	void whoeverHasSomethingByNowStaysAndItIsSaidWhy() {
		ImportId id = upload("姓名,手机,等级\n积分,13800138001,Gold\n手写,13800138002,Gold\n无事,13800138003,Gold\n");
		check(id);
		take(id);
		Map<String, MemberId> people = members();
		as(() -> points.grant(people.get("积分"), 10, "gift", null));
		as(() -> values.set(people.get("手写"), Map.of(key("等级"), "Silver"), null));
		undo(id);
		assertThat(members()).containsOnlyKeys("积分", "手写");
		assertThat(as(() -> imports.members(id, null, null, 10)).items())
			.extracting(ImportedMember::name, ImportedMember::kept)
			.containsExactlyInAnyOrder(tuple("积分", "points.belongings"), tuple("手写", "field.belongings"));
		assertThat(known("手写")).as("what somebody wrote").containsEntry("等级", "Silver");
		assertThat(known("积分")).as("what the import brought").containsEntry("等级", "");
	}

	@Test
	void whatAnImportSaidOfMembersWhoWereThereIsTakenBackUnlessSomebodySpokeSince() {
		Map<String, MemberId> there = Map.of("无", as(() -> add("无", "13800138001")), "改",
				as(() -> add("改", "13800138002")));
		MemberId host = as(() -> add("群主", "13800138009"));
		MemberId another = as(() -> add("另一位", "13800138008"));
		as(() -> say(there.get("无"), ContactChannel.CALL, Consent.GIVEN));
		ImportId id = upload("""
				姓名,手机,邮件同意,短信同意,电话联系同意,请勿联系,邀请人
				无,13800138001,是,否,否,是,13800138009
				改,13800138002,是,否,,,13800138009
				新,13800138003,是,,,,13800138009
				""");
		check(id);
		take(id);
		assertThat(contact(there.get("无"))).isEqualTo(new Consents(Map.of(ContactChannel.EMAIL, Consent.GIVEN,
				ContactChannel.SMS, Consent.WITHDRAWN, ContactChannel.CALL, Consent.WITHDRAWN), true));
		as(() -> say(there.get("改"), ContactChannel.EMAIL, Consent.WITHDRAWN));
		as(() -> invite(there.get("改"), another));

		undo(id);
		assertThat(contact(there.get("无"))).isEqualTo(new Consents(Map.of(ContactChannel.CALL, Consent.GIVEN), false));
		assertThat(as(() -> inviters.of(there.get("无")))).isEmpty();
		assertThat(as(() -> consents.of(there.get("无")))).extracting(ConsentChange::source)
			.as("what was said is history")
			.containsOnlyOnce(ConsentSource.STAFF)
			.contains(ConsentSource.IMPORT, ConsentSource.IMPORT_UNDONE)
			.hasSize(9);
		assertThat(contact(there.get("改"))).as("what was said since")
			.isEqualTo(new Consents(Map.of(ContactChannel.EMAIL, Consent.WITHDRAWN), false));
		assertThat(as(() -> inviters.of(there.get("改"))).orElseThrow().inviter()).extracting(MemberSummary::id)
			.isEqualTo(another);
		assertThat(members()).containsOnlyKeys("无", "改", "群主", "另一位");
		assertThat(as(() -> imports.members(id, null, null, 10)).items())
			.extracting(ImportedMember::name, ImportedMember::made, ImportedMember::kept)
			.containsExactly(tuple("改", false, "member.kept.consent"));
	}

	private MemberId add(String name, String phone) {
		return people.add(NewMember.named(name).with(NewIdentity.phone(phone)));
	}

	private MemberId say(MemberId member, ContactChannel channel, Consent consent) {
		consents.say(member, new ConsentWord(Map.of(channel, consent), null, ConsentSource.STAFF, ""));
		return member;
	}

	private MemberId invite(MemberId member, MemberId inviter) {
		inviters.set(member, inviter);
		return member;
	}

	private Consents contact(MemberId member) {
		return as(() -> people.get(member)).contact();
	}

	private String key(String name) {
		return as(fields::list).stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow().key();
	}

	private Map<String, MemberId> members() {
		return as(() -> listing.list(MemberFilter.ALL, Sort.JOINED, null, 50)).items()
			.stream()
			.collect(Collectors.toMap(MemberRow::displayName, MemberRow::id));
	}

	private Map<String, String> known(String name) {
		MemberId member = members().get(name);
		return as(() -> values.of(member)).stream()
			.collect(Collectors.toMap(FieldOfMember::name, FieldOfMember::value));
	}

	private ImportId upload(String table) {
		byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
		return as(() -> uploading.upload(null, Ids.next().toString(),
				List.of(new Upload("members.csv", bytes.length, () -> new ByteArrayInputStream(bytes)))));
	}

	private void check(ImportId id) {
		as(() -> {
			running.check(id);
			UUID job = imports.get(id).job();
			if (job != null) {
				jobs.runNow(job);
			}
			return id;
		});
	}

	private void take(ImportId id) {
		as(() -> {
			jobs.runNow(running.start(id));
			return id;
		});
		assertThat(as(() -> imports.get(id)).state()).isEqualTo(ImportState.DONE);
	}

	private void undo(ImportId id) {
		as(() -> {
			jobs.runNow(running.undo(id));
			return id;
		});
		assertThat(as(() -> imports.get(id)).state()).isEqualTo(ImportState.UNDONE);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

}
