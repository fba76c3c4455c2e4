package io.guildhall.challenge;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.file.DrawnPictureTests;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Pictures by which members show what they did. */
@HouseTest
@RequiredArgsConstructor
class ProofPicturesTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckIns checkIns;

	private final CheckInDecisions decisions;

	private final CheckInReview review;

	private final ProofPictures pictures;

	private final PictureRefusals refusals;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final MergeService merges;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private Person boss;

	private GroupId group;

	private MemberId lin;

	@BeforeEach
	void aGroup() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		group = on(0, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("One", boss.accountId())))
			.id();
		lin = newcomer("林晓");
	}

	@Test
	void aPictureIsAskedForDrawnAnewAndLookedAt() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE);
		assertRefused("challenge.refused.proof.picture", () -> on(1, () -> checkIns.checkIn(id, lin, "ten pages")));
		show(id, lin, 1, "", DrawnPictureTests.file(3_000, 1_500, "jpeg"));
		CheckIn waiting = waiting(id).get(0);
		assertThat(waiting.picture()).isEqualTo(new CheckIn.Picture(1_600, 800));
		assertThat(width(id, waiting.id(), false)).isEqualTo(1_600);
		assertThat(width(id, waiting.id(), true)).isEqualTo(640);
		on(2, () -> decisions.approve(waiting.id()));
		assertThat(width(id, waiting.id(), true)).as("afterwards as well").isEqualTo(640);
		assertRefused("challenge.already", () -> on(1, () -> {
			checkIns.requireRoom(id, lin, null);
			return null;
		}));
		assertRefused("challenge.not-missed", () -> on(1, () -> {
			checkIns.requireRoom(id, lin, FIRST);
			return null;
		}));
	}

	@Test
	void wordsDoWhereEitherDoesAndForTheStaffWhoHasSeenIt() throws IOException {
		ChallengeId either = challenge(ProofKind.EITHER);
		assertRefused("challenge.refused.proof.either", () -> on(1, () -> checkIns.checkIn(either, lin, " ")));
		on(1, () -> checkIns.checkIn(either, lin, "ten pages"));
		show(either, lin, 2, "", DrawnPictureTests.file(30, 20, "png"));
		assertThat(waiting(either)).extracting(CheckIn::picture).containsExactly(null, new CheckIn.Picture(30, 20));
		ChallengeId picture = challenge(ProofKind.PICTURE);
		on(1, () -> checkIns.note(picture, lin, null, "seen in the group"));
		assertThat(waiting(picture)).extracting(CheckIn::proof).containsExactly("seen in the group");
		ChallengeId words = challenge(ProofKind.WORDS);
		assertRefused("challenge.refused.picture.unasked",
				() -> show(words, lin, 1, "ten pages", DrawnPictureTests.file(30, 20, "png")));
		assertRefused("challenge.refused.picture.unasked", () -> on(1, () -> {
			checkIns.requireRoom(words, lin, null);
			return null;
		}));
	}

	@Test
	void whatIsHostileIsNotDrawn() throws IOException {
		assertNotDrawn(PictureRefusal.TOO_LARGE, new byte[(ProofPictures.MEGABYTES << 20) + 1]);
		assertNotDrawn(PictureRefusal.TOO_MANY_PIXELS, DrawnPictureTests.claimed(10_000, 6_000));
		assertNotDrawn(PictureRefusal.TOO_MANY_PIXELS, DrawnPictureTests.claimed(2_000_000_000, 2_000_000_000));
		byte[] png = DrawnPictureTests.file(300, 200, "png");
		for (byte[] none : List.of(new byte[0], "<svg/>".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(png, 60),
				DrawnPictureTests.file(30, 20, "gif"), DrawnPictureTests.claimed(5_000, 5_000))) {
			assertNotDrawn(PictureRefusal.NO_PICTURE, none);
		}
	}

	@Test
	void whoIsRefusedSendsAgainAndWhatTheySentBeforeGoes() throws IOException {
		ChallengeId id = challenge(ProofKind.EITHER);
		show(id, lin, 1, "", DrawnPictureTests.file(30, 20, "png"));
		CheckIn first = waiting(id).get(0);
		on(1, () -> decisions.refuse(first.id(), "too dark"));
		assertThat(width(id, first.id(), false)).as("to be seen until another one comes").isEqualTo(30);
		show(id, lin, 1, "", DrawnPictureTests.file(40, 20, "png"));
		CheckIn second = waiting(id).get(0);
		assertThat(width(id, second.id(), false)).isEqualTo(40);
		on(1, () -> decisions.refuse(second.id(), "too dark"));
		on(1, () -> checkIns.checkIn(id, lin, "ten pages"));
		assertThat(waiting(id)).extracting(CheckIn::picture).containsExactly((CheckIn.Picture) null);
		assertRefused("challenge.unknown.picture", () -> width(id, second.id(), false));
	}

	@Test
	void aMakeUpIsShownAsWell() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE);
		assertRefused("challenge.refused.proof.picture", () -> on(3, () -> {
			checkIns.makeUp(id, lin, FIRST, "ten pages");
			return null;
		}));
		byte[] png = DrawnPictureTests.file(30, 20, "png");
		ProofPicture picture = on(3, () -> drawn(png));
		on(3, () -> {
			checkIns.makeUp(id, lin, FIRST, "", picture);
			return null;
		});
		CheckIn waiting = waiting(id).get(0);
		assertThat(waiting.madeUp()).isTrue();
		assertThat(waiting.picture()).isNotNull();
		on(4, () -> decisions.refuse(waiting.id(), "too dark"));
		assertThat(on(4, () -> participants.list(id, null)).items()).as("the card comes back")
			.extracting(Participant::cardsLeft)
			.containsExactly(1);
	}

	@Test
	void othersSeeNothingAndAnotherChallengeHasNoSuchPicture() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE);
		show(id, lin, 1, "", DrawnPictureTests.file(30, 20, "png"));
		UUID checkIn = waiting(id).get(0).id();
		ChallengeId other = challenge(ProofKind.PICTURE);
		assertRefused("challenge.unknown.picture", () -> width(other, checkIn, false));
		assertRefused("challenge.unknown.picture", () -> width(id, UUID.randomUUID(), false));
		Person host = staff.hired(boss, Role.OPERATOR);
		assertRefused("challenge.unknown", () -> staff.as(host, () -> pictures.jpeg(id, checkIn, false)));
		Person stranger = staff.found();
		assertRefused("challenge.unknown", () -> staff.as(stranger, () -> pictures.jpeg(id, checkIn, false)));
		assertRefused("challenge.unknown",
				() -> staff.as(stranger, () -> review.approve(id, List.of(checkIn)).decided()));
	}

	@Test
	void aPictureGoesAlongWithItsDayAndBackAndGoesWithThePerson() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE);
		MemberId twin = newcomer("林小");
		on(0, () -> participants.addGroup(id));
		show(id, lin, 1, "", DrawnPictureTests.file(30, 20, "png"));
		show(id, twin, 2, "", DrawnPictureTests.file(40, 20, "png"));
		MergeId merge = on(2, () -> merges.merge(lin, twin));
		assertThat(on(2, () -> ofDay(id, lin, 2))).isEqualTo(40);
		on(2, () -> {
			merges.undo(merge);
			return null;
		});
		assertThat(on(2, () -> ofDay(id, twin, 2))).isEqualTo(40);
		assertRefused("challenge.unknown.picture", () -> on(2, () -> ofDay(id, lin, 2)));
		on(3, () -> {
			members.erase(lin);
			return null;
		});
		assertRefused("challenge.unknown.picture", () -> on(3, () -> ofDay(id, lin, 1)));
		assertThat(on(3, () -> ofDay(id, twin, 2))).isEqualTo(40);
		assertThat(count()).isEqualTo(1);
		assertRefused("challenge.unknown.participant",
				() -> show(id, lin, 3, "", DrawnPictureTests.file(30, 20, "png")));
	}

	@Test
	void picturesGoSoManyDaysAfterTheChallengeAndWhatWasSaidAndDecidedStays() throws IOException {
		ChallengeId over = challenge(ProofKind.EITHER);
		show(over, lin, 1, "ten pages", DrawnPictureTests.file(30, 20, "png"));
		show(over, lin, 2, "", DrawnPictureTests.file(30, 20, "png"));
		UUID judged = waiting(over).get(0).id();
		on(2, () -> decisions.approve(judged));
		ChallengeId closedEarly = challenge(ProofKind.PICTURE);
		show(closedEarly, lin, 1, "", DrawnPictureTests.file(30, 20, "png"));
		on(2, () -> {
			challenges.close(closedEarly);
			return null;
		});
		ChallengeId later = on(0, () -> challenges.create(group, new ChallengeTerms("A month", "Read", FIRST, 31, 120,
				ProofKind.PICTURE, 1, Counting.STREAK, List.of())));
		on(0, () -> participants.addGroup(later));
		show(later, lin, 1, "", DrawnPictureTests.file(30, 20, "png"));
		byte[] png = DrawnPictureTests.file(40, 20, "png");
		ProofPicture late = staff.as(boss, () -> pictures.draw(png));
		on(20, () -> {
			checkIns.makeUp(over, lin, FIRST.plusDays(2), "", late);
			return null;
		});
		LocalDate until = on(20, () -> challenges.get(over)).picturesUntil();
		assertThat(until).isEqualTo(FIRST.plusDays(6 + ProofPictures.DAYS_KEPT));
		staff.as(boss, () -> {
			pictures.forgetOld(until.minusDays(4));
			return null;
		});
		assertRefused("challenge.unknown.picture", () -> on(20, () -> ofDay(closedEarly, lin, 1)));
		assertThat(count()).as("it ended five days earlier").isEqualTo(4);
		staff.as(boss, () -> {
			pictures.forgetOld(until);
			return null;
		});
		assertThat(count()).as("the last day").isEqualTo(4);
		staff.as(boss, () -> {
			pictures.forgetOld(until.plusDays(1));
			return null;
		});
		assertThat(on(20, () -> ofDay(over, lin, 3))).as("sent after the end").isEqualTo(40);
		assertThat(on(20, () -> ofDay(later, lin, 1))).as("its challenge ended later").isEqualTo(30);
		assertThat(count()).isEqualTo(2);
		assertThat(waiting(over)).extracting(CheckIn::day).containsExactly(FIRST.plusDays(1), FIRST.plusDays(2));
		assertThat(on(5, () -> decisions.get(judged))).returns(CheckInState.COUNTED, CheckIn::state)
			.returns("ten pages", CheckIn::proof)
			.returns(null, CheckIn::picture);
		staff.as(staff.found(), () -> {
			pictures.forgetOld(until.plusYears(1));
			return null;
		});
		assertThat(count()).as("another organization's night").isEqualTo(2);
		staff.as(boss, () -> {
			pictures.forgetOld(until.plusYears(1));
			return null;
		});
		assertThat(count()).isZero();
	}

	@Test
	void aPageOfCheckInsIsDecidedAtOnceAndWhatIsDecidedStays() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE, Stage.praise(1, "Begun"));
		for (int day = 1; day <= 4; day++) {
			show(id, lin, day, "", DrawnPictureTests.file(30, 20, "png"));
		}
		List<UUID> all = waiting(id).stream().map(CheckIn::id).toList();
		on(4, () -> decisions.refuse(all.get(0), "too dark"));
		List<UUID> more = List.of(all.get(0), all.get(1), all.get(2), all.get(2), UUID.randomUUID());
		assertThat(on(4, () -> review.approve(id, more))).isEqualTo(new CheckInReview.Outcome(2, 2));
		assertThat(on(4, () -> review.refuse(id, all, "too dark"))).isEqualTo(new CheckInReview.Outcome(1, 3));
		assertThat(on(4, () -> challenges.get(id)).done()).isEqualTo(2);
		assertThat(on(4, () -> challenges.get(id)).waiting()).isZero();
		assertThat(on(4, () -> participants.list(id, null)).items()).extracting(Participant::reached)
			.containsExactly(1);
		assertRefused("challenge.refused.at-once", () -> on(4, () -> review.approve(id, List.of())));
		List<UUID> many = Stream.generate(Ids::next).limit(CheckInReview.MOST + 1L).toList();
		assertRefused("challenge.refused.at-once", () -> on(4, () -> review.approve(id, many)));
		assertRefused("challenge.refused.reason", () -> on(4, () -> review.refuse(id, all, " ")));
		ChallengeId other = challenge(ProofKind.PICTURE);
		show(id, lin, 5, "", DrawnPictureTests.file(30, 20, "png"));
		List<UUID> foreign = List.of(waiting(id).get(0).id());
		assertThat(on(5, () -> review.approve(other, foreign))).as("of another challenge")
			.isEqualTo(new CheckInReview.Outcome(0, 1));
	}

	@Test
	void whatWasNotTakenIsCountedByItsReason() {
		staff.as(boss, () -> {
			refusals.count(PictureRefusal.NO_PICTURE);
			refusals.count(PictureRefusal.NO_PICTURE);
			refusals.count(PictureRefusal.TOO_LARGE);
			return null;
		});
		assertThat(staff.as(boss, refusals::lately).reasons())
			.isEqualTo(Map.of(PictureRefusal.NO_PICTURE, 2L, PictureRefusal.TOO_LARGE, 1L));
		assertThat(staff.as(boss, refusals::lately).refusals()).isEqualTo(3);
		assertThat(staff.as(staff.found(), refusals::lately).refusals()).isZero();
	}

	private void assertNotDrawn(PictureRefusal reason, byte[] file) {
		assertThatExceptionOfType(ChallengeRefused.class).isThrownBy(() -> staff.as(boss, () -> pictures.draw(file)))
			.satisfies(refusal -> assertThat(refusal.pictureRefusal()).contains(reason));
	}

	private ChallengeId challenge(ProofKind kind, Stage... stages) {
		ChallengeId id = on(0, () -> challenges.create(group, new ChallengeTerms("Seven days", "Read ten pages", FIRST,
				7, 120, kind, 1, Counting.STREAK, List.of(stages))));
		on(0, () -> participants.addGroup(id));
		return id;
	}

	private void show(ChallengeId id, MemberId member, int day, String words, byte[] file) {
		on(day, () -> checkIns.checkIn(id, member, words, drawn(file)));
	}

	private ProofPicture drawn(byte[] file) {
		return pictures.draw(file);
	}

	private List<CheckIn> waiting(ChallengeId id) {
		return on(5, () -> decisions.waiting(id, null)).items();
	}

	private int width(ChallengeId id, UUID checkIn, boolean small) {
		return width(on(5, () -> pictures.jpeg(id, checkIn, small)));
	}

	private int ofDay(ChallengeId id, MemberId member, int day) {
		return width(pictures.jpeg(id, member, FIRST.plusDays(day - 1L), false));
	}

	private static int width(byte[] jpeg) {
		try {
			return ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private long count() {
		return staff.as(boss,
				() -> transaction.execute(status -> jdbc
					.sql("select count(*) from check_in_pictures where organization_id = :organization")
					.param("organization", boss.organizationId())
					.query(Long.class)
					.single()));
	}

	private MemberId newcomer(String name) {
		return on(0, () -> {
			MemberId id = members.add(NewMember.named(name));
			stays.joined(id, group, FIRST.minusDays(1).atStartOfDay(ZONE).toInstant());
			return id;
		});
	}

	/** As the owner, at noon of a day of the challenge, counted from 1. */
	private <T> T on(int day, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(FIRST.plusDays(day - 1L).atTime(12, 0).atZone(ZONE).toInstant(),
				() -> staff.as(boss, work));
	}

}
