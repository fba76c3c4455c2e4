package io.guildhall.conduct;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.file.DrawnPictureTests;
import io.guildhall.member.GroupRuns;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.member.RunStep;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.shared.ScopedClock;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class ConductModuleTests {

	private static final String RULES = "不发广告\n\n 不刷屏 ";

	private final ScopedClock clock;

	private final ConductService conduct;

	private final ViolationPictures pictures;

	private final LadderService ladders;

	private final MemberBlocks blocks;

	private final MembersOfGroups stays;

	private final GroupRuns runs;

	private final TransactionTemplate transaction;

	private final MemberService members;

	private final MergeService merges;

	private final CommunityService communities;

	private final GroupService groups;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private Person boss;

	private Person host;

	private GroupId tea;

	private GroupId books;

	private MemberId lin;

	@BeforeEach
	void aMemberOfTwoGroups() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		host = staff.hired(boss, Role.OPERATOR);
		CommunityId community = staff
			.as(boss,
					() -> communities
						.create(new CommunityCard("茶圈", Set.of(CommunityType.INTEREST), null, null, null, null, null)))
			.id();
		tea = group(community, "茶一群", host.accountId());
		books = group(community, "书一群", boss.accountId());
		lin = staff.as(boss, () -> members.add(NewMember.named("林晓")));
		in(tea, lin);
		in(books, lin);
	}

	@Test
	void theLadderCountsOverAllGroupsAndForgetsWhatLiesFarBack() {
		ViolationId old = violation(boss, books, Duration.ofDays(400));
		ViolationId first = violation(boss, books, Duration.ofDays(120));
		ViolationId second = violation(boss, tea, Duration.ofDays(20));
		assertThat(get(boss, old).proposed()).isEqualTo(Step.WARN);
		assertThat(get(boss, first).proposed()).isEqualTo(Step.WARN);
		assertThat(get(boss, second)).satisfies(seen -> {
			assertThat(seen.proposed()).as("the first is older than 90 days").isEqualTo(Step.WARN);
			assertThat(seen.earlier()).isEqualTo(1);
		});
		ViolationId third = violation(boss, tea, Duration.ofDays(1));
		assertThat(get(boss, third).proposed()).isEqualTo(Step.BLOCK);
		done(() -> conduct.takeBack(first, "it was a gift"));
		assertThat(get(boss, third).proposed()).as("what was taken back counts no more").isEqualTo(Step.REMOVE);
		assertThat(staff.as(boss, () -> conduct.standing(lin))).satisfies(standing -> {
			assertThat(standing.counting()).isEqualTo(2);
			assertThat(standing.next()).isEqualTo(Step.BLOCK);
			assertThat(standing.blocked()).isFalse();
		});
		assertThat(list(new ViolationFilter(null, null, null, lin))).containsExactly(third, second, first, old);
		assertThat(list(new ViolationFilter(ViolationState.TAKEN_BACK, null, null, null))).containsExactly(first);
		assertThat(list(new ViolationFilter(null, ViolationKind.FRAUD, null, null))).isEmpty();
		assertThat(list(new ViolationFilter(null, null, books, null))).containsExactly(first, old);
		assertThat(staff.as(boss, () -> conduct.open())).extracting(ViolationDetails::id)
			.containsExactly(old, second, third);
	}

	@Test
	void aRemovalEndsTheStayInThatGroup() {
		ViolationId id = violation(boss, tea, Duration.ofHours(1));
		assertRefused("conduct.no-reason", () -> done(() -> conduct.decide(id, Step.REMOVE, "")));
		assertThat(staff.as(boss, () -> conduct.decide(id, Step.REMOVE, "sold to everybody"))).satisfies(seen -> {
			assertThat(seen.state()).isEqualTo(ViolationState.DECIDED);
			assertThat(seen.proposed()).isEqualTo(Step.WARN);
			assertThat(seen.decision()).extracting(ViolationDetails.Decision::step, ViolationDetails.Decision::reason)
				.containsExactly(Step.REMOVE, "sold to everybody");
		});
		assertThat(inside(lin)).containsExactly(books);
		assertRefused("conduct.decided", () -> done(() -> conduct.decide(id, Step.WARN, "")));
		ViolationId again = violation(boss, tea, Duration.ofMinutes(1));
		assertThat(staff.as(boss, () -> conduct.decide(again, Step.REMOVE, "")).decision())
			.as("who has left already is removed without a fault")
			.extracting(ViolationDetails.Decision::step)
			.isEqualTo(Step.REMOVE);
	}

	@Test
	void whoIsBlockedIsInNoGroupUntilTheBlockIsLifted() {
		ViolationId id = violation(boss, tea, Duration.ofHours(1));
		done(() -> conduct.decide(id, Step.BLOCK, "fraud"));
		assertThat(inside(lin)).isEmpty();
		assertRefused("member.blocked", () -> in(books, lin));
		List<RunStep> steps = staff.as(boss, () -> transaction
			.execute(status -> runs.join(UUID.randomUUID(), books, clock.instant(), List.of(lin))));
		assertThat(steps).extracting(RunStep::did).containsExactly(RunStep.Did.BLOCKED);
		assertThat(inside(lin)).isEmpty();
		assertRefused("member.blocked", () -> staff.as(boss, () -> blocks.block(lin, "again")));
		assertRefused("member.block-reason", () -> lift(boss, " "));
		lift(boss, "apologized");
		assertRefused("member.not-blocked", () -> lift(boss, "apologized"));
		in(books, lin);
		assertThat(inside(lin)).containsExactly(books);
		assertThat(staff.as(boss, () -> conduct.standing(lin)).blocks()).singleElement()
			.satisfies(block -> assertThat(block.liftReason()).isEqualTo("apologized"));
	}

	@Test
	void aHostRecordsAndSeesTheirGroupsAndBlocksNobody() {
		ViolationId mine = violation(host, tea, Duration.ofHours(2));
		ViolationId other = violation(boss, books, Duration.ofHours(3));
		assertRefused("conduct.unknown", () -> get(host, other));
		assertRefused("community.unknown-group", () -> violation(host, books, Duration.ofHours(1)));
		assertThat(staff.as(host, () -> conduct.list(new ViolationFilter(null, null, null, null), null)).items())
			.extracting(ViolationDetails::id)
			.containsExactly(mine);
		assertThat(staff.as(host, () -> conduct.open())).extracting(ViolationDetails::id).containsExactly(mine);
		assertThat(get(host, mine).proposed()).as("counts over all groups").isEqualTo(Step.REMOVE);
		assertRefused("member.blocks-are-for-all", () -> staff.as(host, () -> conduct.decide(mine, Step.BLOCK, "x")));
		assertThat(get(boss, mine).state()).as("nothing half done").isEqualTo(ViolationState.OPEN);
		staff.as(host, () -> conduct.decide(mine, Step.REMOVE, ""));
		assertThat(inside(lin)).containsExactly(books);
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(host, () -> ladders.change(Ladder.USUAL, null)));
		Person seller = staff.hired(boss, Role.STAFF);
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> get(seller, mine));
	}

	@Test
	void evidenceIsOfTheGroup() {
		assertThat(staff.as(boss, () -> conduct.rules(tea))).containsExactly("不发广告", "不刷屏");
		assertRefused("conduct.rule.unknown", () -> record(boss, lin, tea, "不吃饭", null));
		MemberId stranger = staff.as(boss, () -> members.add(NewMember.named("路人")));
		assertRefused("conduct.never-there", () -> record(boss, stranger, tea, "", null));
		assertRefused("member.unknown", () -> record(staff.found(), lin, tea, "", null));
	}

	@Test
	void theLadderIsTheOrganizations() {
		assertThat(staff.as(boss, () -> ladders.get())).isEqualTo(new LadderDetails(Ladder.USUAL, 0));
		Ladder strict = new Ladder(1, 30, 1, 30);
		assertThat(staff.as(boss, () -> ladders.change(strict, 0L))).isEqualTo(new LadderDetails(strict, 1));
		assertThatExceptionOfType(ObjectOptimisticLockingFailureException.class)
			.isThrownBy(() -> staff.as(boss, () -> ladders.change(Ladder.USUAL, 0L)));
		assertThat(get(boss, violation(boss, tea, Duration.ofHours(1))).proposed()).isEqualTo(Step.BLOCK);
		Person other = staff.found();
		assertThat(staff.as(other, () -> ladders.get()).ladder()).isEqualTo(Ladder.USUAL);
	}

	@Test
	void goesAlongWhenTwoAreOneAndBackAgain() {
		ViolationId id = violation(boss, tea, Duration.ofHours(1));
		MemberId twin = staff.as(boss, () -> members.add(NewMember.named("林小晓")));
		in(books, twin);
		ViolationId ofTwin = record(boss, twin, books, "", clock.instant().minusSeconds(60));
		done(() -> conduct.decide(ofTwin, Step.BLOCK, "fraud"));
		MergeId merge = staff.as(boss, () -> merges.merge(lin, twin));
		assertThat(get(boss, ofTwin).member().id()).isEqualTo(lin);
		assertThat(staff.as(boss, () -> conduct.standing(lin))).satisfies(standing -> {
			assertThat(standing.counting()).isEqualTo(2);
			assertThat(standing.blocked()).isTrue();
		});
		assertThat(staff.as(boss, () -> blocks.inside())).extracting(block -> block.member().id()).containsExactly(lin);
		staff.as(boss, () -> {
			merges.undo(merge);
			return null;
		});
		assertThat(get(boss, ofTwin).member().id()).isEqualTo(twin);
		assertThat(staff.as(boss, () -> conduct.standing(lin)).blocked()).isFalse();
		assertThat(get(boss, id).member().id()).isEqualTo(lin);
	}

	@Test
	void wordsAboutOneWhoIsErasedGo() {
		ViolationId id = violation(boss, tea, Duration.ofHours(1));
		staff.as(boss, () -> {
			members.erase(lin);
			return null;
		});
		assertThat(get(boss, id)).satisfies(left -> {
			assertThat(left.note()).isEmpty();
			assertThat(left.excerpt()).isEmpty();
			assertThat(left.state()).isEqualTo(ViolationState.TAKEN_BACK);
		});
	}

	@Test
	void picturesShowWhatHappenedToWhoeverMaySeeItAndGoWithThePerson() throws IOException {
		ViolationId id = violation(boss, books, Duration.ofHours(1));
		byte[] png = DrawnPictureTests.file(300, 200, "png");
		String path = boss.path() + "/violations/" + id;
		assertThat(mvc.post()
			.uri(path + "/pictures")
			.multipart()
			.file(new MockMultipartFile("files", "a.png", "image/png", png))
			.with(staff.login(boss))
			.with(csrf())).hasStatus3xxRedirection();
		String key = staff.apiKey(boss);
		assertThat(mvc.post()
			.uri("/api/v1/violations/" + id + "/pictures")
			.multipart()
			.file(new MockMultipartFile("files", "b.png", "image/png", png))
			.header("Authorization", "Bearer " + key)).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("items[1].number")
			.isEqualTo(2);
		assertThat(mvc.get().uri(path).with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("/pictures/1", "/pictures/2", "width=\"300\"")
			.doesNotContain("??");
		assertThat(mvc.get().uri(path + "/pictures/1").with(staff.login(boss))).hasStatusOk()
			.hasContentType(MediaType.IMAGE_JPEG);
		assertThat(mvc.get().uri("/api/v1/violations/" + id + "/pictures/2").header("Authorization", "Bearer " + key))
			.hasStatusOk();
		assertRefused("conduct.picture", () -> add(boss, id, "no picture".getBytes(StandardCharsets.UTF_8)));
		assertRefused("conduct.picture", () -> add(boss, id, png, new byte[3]));
		assertRefused("conduct.picture.large", () -> add(boss, id, new byte[(10 << 20) + 1]));
		assertRefused("conduct.picture.many", () -> add(boss, id, png, png, png, png));
		assertThat(numbers(id)).as("all or none").containsExactly(1, 2);
		assertRefused("conduct.unknown", () -> add(host, id, png));
		assertRefused("conduct.unknown", () -> staff.as(host, () -> pictures.jpeg(id, 1)));
		assertRefused("conduct.unknown", () -> staff.as(staff.found(), () -> pictures.jpeg(id, 1)));
		assertRefused("conduct.picture.unknown", () -> staff.as(boss, () -> pictures.jpeg(id, 3)));
		assertThat(mvc.post().uri(path + "/pictures/1/removal").with(staff.login(boss)).with(csrf()))
			.hasStatus3xxRedirection();
		assertThat(numbers(id)).containsExactly(2);
		staff.as(boss, () -> {
			members.erase(lin);
			return null;
		});
		assertThat(numbers(id)).isEmpty();
		assertRefused("conduct.erased", () -> add(boss, id, png));
	}

	private void add(Person who, ViolationId id, byte[]... files) {
		staff.as(who, () -> {
			pictures.add(id, List.of(files));
			return null;
		});
	}

	private List<Integer> numbers(ViolationId id) {
		return staff.as(boss, () -> pictures.of(List.of(id)))
			.getOrDefault(id, List.of())
			.stream()
			.map(Picture::number)
			.toList();
	}

	@Test
	void pagesShowIt() {
		ViolationId id = violation(boss, tea, Duration.ofHours(1));
		for (String page : List.of("/violations", "/violations/" + id, "/violations/today",
				"/members/" + lin + "/violations", "/groups/" + tea + "/violations", "/violations?member=" + lin,
				"/violations/new?member=" + lin, "/violations/new?who=林",
				"/violations/new?member=" + lin + "&group=" + tea)) {
			assertThat(mvc.get().uri(boss.path() + page).with(staff.login(boss))).as(page)
				.hasStatusOk()
				.bodyText()
				.contains(page.contains("/new?who") ? "林晓" : page.contains("/new") ? "茶一群" : id.toString());
		}
		assertThat(mvc.get().uri(boss.path() + "/violations/ladder").with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("removeAfter");
		done(() -> conduct.decide(id, Step.BLOCK, "fraud"));
		assertThat(mvc.get().uri(boss.path() + "/members/" + lin + "/violations").with(staff.login(boss))).bodyText()
			.contains("/unblock");
	}

	private GroupId group(CommunityId community, String name, UUID hostedBy) {
		return staff
			.as(boss, () -> groups.create(community,
					new GroupTerms(name, Carrier.WECHAT, Stage.CONVERSION, 200, RULES, "", hostedBy)))
			.id();
	}

	private void in(GroupId group, MemberId member) {
		staff.as(boss, () -> {
			stays.joined(member, group, clock.instant());
			return null;
		});
	}

	private List<GroupId> inside(MemberId member) {
		return staff.as(boss, () -> stays.of(member))
			.stream()
			.filter(stay -> stay.leftAt() == null)
			.map(stay -> stay.group())
			.toList();
	}

	private ViolationId violation(Person who, GroupId group, Duration ago) {
		return record(who, lin, group, "不发广告", clock.instant().minus(ago));
	}

	private ViolationId record(Person who, MemberId member, GroupId group, String rule, Instant at) {
		return staff.as(who, () -> conduct
			.record(new NewViolation(member, group, ViolationKind.ADVERTISING, rule, "卖茶", "加我微信买茶", at)));
	}

	private ViolationDetails get(Person who, ViolationId id) {
		return staff.as(who, () -> conduct.get(id));
	}

	private List<ViolationId> list(ViolationFilter filter) {
		return staff.as(boss, () -> conduct.list(filter, null)).items().stream().map(ViolationDetails::id).toList();
	}

	private void done(java.util.function.Supplier<?> work) {
		staff.as(boss, () -> work.get());
	}

	private void lift(Person who, String reason) {
		staff.as(who, () -> {
			blocks.lift(lin, reason);
			return null;
		});
	}

}
