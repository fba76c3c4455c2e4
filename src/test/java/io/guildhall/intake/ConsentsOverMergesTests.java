package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.HouseTest;
import io.guildhall.job.JobService;
import io.guildhall.member.Consent;
import io.guildhall.member.ConsentSource;
import io.guildhall.member.ConsentWord;
import io.guildhall.member.Consents;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberInviters;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * A table says something of two people, is taken back, and the two are made one and two
 * again, in all orders: at the end each has said what they themselves said.
 */
@HouseTest
@RequiredArgsConstructor
class ConsentsOverMergesTests {

	private static final Consents OLDER = new Consents(Map.of(ContactChannel.EMAIL, Consent.GIVEN, ContactChannel.CALL,
			Consent.GIVEN, ContactChannel.CHAT, Consent.WITHDRAWN), false);

	private static final Consents NEWER = new Consents(Map.of(ContactChannel.SMS, Consent.WITHDRAWN,
			ContactChannel.CHAT, Consent.GIVEN, ContactChannel.CALL, Consent.GIVEN), false);

	private final ImportUploading uploading;

	private final ImportService imports;

	private final ImportRunning running;

	private final JobService jobs;

	private final MemberService people;

	private final MemberConsents consents;

	private final MemberInviters inviters;

	private final MergeService merges;

	private final OrganizationFixtures organizations;

	private final OnBehalf onBehalf;

	private UUID acme = Ids.next();

	/** Two who are one for a while, and which of them the table tells of. */
	private record Two(MemberId older, MemberId newer, Consents ofOlder, Consents ofNewer) {
	}

	@ParameterizedTest
	@ValueSource(strings = { "says takes-back merges parts", "says merges takes-back parts",
			"says merges parts takes-back", "merges says takes-back parts" })
	void eachHasSaidInTheEndWhatTheySaid(String order) {
		List<Two> all = play(order, false);
		for (Two two : all) {
			assertThat(contact(two.older())).as("older of %s", two).isEqualTo(two.ofOlder());
			assertThat(contact(two.newer())).as("newer of %s", two).isEqualTo(two.ofNewer());
		}
	}

	/**
	 * What came since the merge is the survivor's, and before it there was the stricter
	 * word of both.
	 */
	@Test
	void whatATableSaidOfBothTogetherLeavesTheStricterWord() {
		for (Two two : play("merges says parts takes-back", false)) {
			assertThat(contact(two.newer())).as("newer of %s", two).isEqualTo(two.ofNewer());
			two.ofOlder()
				.consents()
				.forEach((channel, said) -> assertThat(contact(two.older()).of(channel))
					.as("%s of older of %s", channel, two)
					.isIn(said, strict(said, two.ofNewer().of(channel))));
		}
	}

	@Test
	void whatSomebodySaidWhileTheyWereOneStays() {
		List<Two> all = play("says merges takes-back parts", true);
		for (Two two : List.of(all.get(1), all.get(4))) {
			assertThat(contact(two.older()).of(ContactChannel.EMAIL)).as("older of %s", two)
				.isEqualTo(Consent.WITHDRAWN);
			assertThat(contact(two.newer())).as("newer of %s", two).isEqualTo(two.ofNewer());
		}
	}

	@Test
	void nobodyComesBackWhomATableSaidToHaveInvited() {
		acme = organizations.found("Acme");
		Two two = two(1, alone(false), alone(false));
		as(() -> people.add(NewMember.named("群主").with(NewIdentity.phone("13800138999"))));
		ImportId table = upload("姓名,手机,邀请人\n乙,13800139001,13800138999\n");
		take(table);
		assertThat(as(() -> inviters.of(two.newer()))).isPresent();
		MergeId merge = as(() -> merges.merge(two.older(), two.newer()));
		takeBack(table);
		part(merge);
		assertThat(as(() -> inviters.of(two.newer()))).isEmpty();
		assertThat(as(() -> inviters.of(two.older()))).isEmpty();
	}

	private List<Two> play(String order, boolean saidSince) {
		acme = organizations.found("Acme");
		List<Two> all = List.of(two(1, OLDER, NEWER), two(2, NEWER, OLDER), two(3, OLDER, OLDER),
				two(4, alone(true), NEWER), two(5, OLDER, alone(true)));
		StringBuilder table = new StringBuilder("姓名,手机,邮件同意,短信同意,电话联系同意,聊天联系同意,请勿联系\n");
		for (int i = 1; i <= all.size(); i++) {
			// Of the older one, of the newer one, of both.
			if (i % 3 != 1) {
				table.append("甲,1380013800%d,是,否,否,是,是\n".formatted(i));
			}
			if (i % 3 != 2) {
				table.append("乙,1380013900%d,否,是,,否,\n".formatted(i));
			}
		}
		ImportId id = upload(table.toString());
		List<MergeId> made = new ArrayList<>();
		for (String step : order.split(" ")) {
			switch (step) {
				case "says" -> take(id);
				case "takes-back" -> takeBack(id);
				case "merges" -> all.forEach(two -> {
					made.add(as(() -> merges.merge(two.older(), two.newer())));
					if (saidSince) {
						as(() -> say(two.older(),
								new Consents(Map.of(ContactChannel.EMAIL, Consent.WITHDRAWN), false)));
					}
				});
				default -> made.forEach(this::part);
			}
		}
		return all;
	}

	private Two two(int number, Consents older, Consents newer) {
		Two two = new Two(as(() -> people.add(NewMember.named("甲").with(NewIdentity.phone("1380013800" + number)))),
				as(() -> people.add(NewMember.named("乙").with(NewIdentity.phone("1380013900" + number)))), older,
				newer);
		as(() -> say(two.older(), older));
		as(() -> say(two.newer(), newer));
		return two;
	}

	private static Consents alone(boolean leftAlone) {
		return new Consents(Map.of(), leftAlone);
	}

	private static Consent strict(Consent one, Consent other) {
		if (one == Consent.WITHDRAWN || other == Consent.WITHDRAWN) {
			return Consent.WITHDRAWN;
		}
		return (one == Consent.UNKNOWN || other == Consent.UNKNOWN) ? Consent.UNKNOWN : Consent.GIVEN;
	}

	private MemberId say(MemberId member, Consents said) {
		consents.say(member,
				new ConsentWord(said.consents(), said.doNotContact() ? true : null, ConsentSource.STAFF, ""));
		return member;
	}

	private Consents contact(MemberId member) {
		return as(() -> people.get(member)).contact();
	}

	private void part(MergeId merge) {
		as(() -> {
			merges.undo(merge);
			return merge;
		});
	}

	private ImportId upload(String table) {
		byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
		return as(() -> uploading.upload(null, Ids.next().toString(),
				List.of(new Upload("members.csv", bytes.length, () -> new ByteArrayInputStream(bytes)))));
	}

	private void take(ImportId id) {
		as(() -> {
			running.check(id);
			UUID job = imports.get(id).job();
			if (job != null) {
				jobs.runNow(job);
			}
			jobs.runNow(running.start(id));
			return id;
		});
		assertThat(as(() -> imports.get(id)).state()).isEqualTo(ImportState.DONE);
	}

	private void takeBack(ImportId id) {
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
