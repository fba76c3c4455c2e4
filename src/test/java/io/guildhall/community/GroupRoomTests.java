package io.guildhall.community;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.HouseTest;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class GroupRoomTests {

	private final GroupRooms rooms;

	private final GroupService groups;

	private final CommunityService communities;

	private final MemberService members;

	private final Tenancy tenancy;

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	private Person boss;

	private CommunityId community;

	private GroupId one;

	private GroupId two;

	private GroupId three;

	@BeforeEach
	void threeGroupsOfTwoPlaces() {
		boss = staff.found();
		community = staff.as(boss, () -> communities.create(CommunityFixtures.card("茶圈"))).id();
		one = group("一群", null);
		two = group("二群", null);
		three = group("三群", null);
	}

	@Test
	void namesTheFirstWithRoomDownTheChain() {
		arrange(one, 90, two);
		arrange(two, 90, three);
		assertThat(withRoom(one)).isEqualTo(one);
		fill(one);
		assertThat(withRoom(one)).isEqualTo(two);
		fill(two);
		assertThat(withRoom(one)).isEqualTo(three);
		staff.as(boss, () -> {
			groups.archive(three);
			return null;
		});
		assertThat(withRoom(one)).as("an archived group has none").isNull();
		assertThat(staff.as(boss, () -> rooms.of(one))).satisfies(room -> {
			assertThat(room.full()).isTrue();
			assertThat(room.members()).isEqualTo(2);
			assertThat(Objects.requireNonNull(room.next()).id()).isEqualTo(two);
			assertThat(room.withRoom()).isNull();
		});
	}

	@Test
	void warnsFromAPartOfItsCapacityOn() {
		in(one);
		assertThat(near()).isEmpty();
		arrange(one, 50, null);
		fill(two);
		assertThat(near()).as("the fullest first").containsExactly(two, one);
		Person host = staff.hired(boss, Role.OPERATOR);
		GroupId own = group("四群", host);
		assertThat(staff.as(host, () -> rooms.near())).isEmpty();
		assertRefused("community.unknown-group", () -> staff.as(host, () -> rooms.of(one)));
		assertRefused("community.unknown-group", () -> staff.as(host, () -> rooms.arrange(own, 90, one, null, null)));
		Person stranger = staff.found();
		assertThat(tenancy.callAs(stranger.organizationId(), () -> rooms.of(List.of(one)))).isEmpty();
	}

	@Test
	void theChainHasNoCircle() {
		arrange(one, 90, two);
		arrange(two, 90, three);
		assertRefused("community.circle", () -> arrange(three, 90, one));
		assertRefused("community.circle", () -> arrange(one, 90, one));
		assertRefused("community.warn-percent", () -> arrange(one, 0, two));
		long read = staff.as(boss, () -> rooms.of(one)).version();
		arrange(one, 80, null);
		assertThatExceptionOfType(ObjectOptimisticLockingFailureException.class)
			.isThrownBy(() -> staff.as(boss, () -> rooms.arrange(one, 90, two, null, read)));
		arrange(three, 90, one);
		assertThat(withRoom(two)).isEqualTo(two);
	}

	@Test
	void whatFollowsIsFilledInTheOrderOfTheChains() {
		GroupId four = group("四群", null);
		arrange(one, 90, three);
		arrange(three, 90, four);
		arrange(two, 90, three);
		assertThat(following(List.of(one, two))).containsExactly(three, four);
		assertThat(following(List.of(one, three))).containsExactly(four);
		staff.as(boss, () -> {
			groups.archive(three);
			return null;
		});
		assertThat(following(List.of(two))).as("an archived group is passed over").containsExactly(four);
		assertThat(following(List.of())).isEmpty();
		Person stranger = staff.found();
		assertThat(tenancy.callAs(stranger.organizationId(), () -> rooms.following(List.of(one)))).isEmpty();
	}

	@Test
	void saysHowOneGetsIn() {
		assertThat(staff.as(boss, () -> rooms.of(one)).entry()).isEmpty();
		staff.as(boss, () -> rooms.arrange(one, 90, two, " 加小助手 ", null));
		arrange(one, 80, two);
		assertThat(staff.as(boss, () -> rooms.of(one)).entry()).as("nothing was said of it").isEqualTo("加小助手");
		staff.as(boss, () -> rooms.arrange(one, 80, two, "", null));
		assertThat(staff.as(boss, () -> rooms.of(one)).entry()).isEmpty();
		assertRefused("community.entry",
				() -> staff.as(boss, () -> rooms.arrange(one, 90, two, "x".repeat(501), null)));
	}

	@Test
	void pagesShowIt() {
		arrange(one, 90, two);
		fill(one);
		for (String page : List.of("/groups", "/groups/" + one + "/room", "/group-rooms/today")) {
			assertThat(mvc.get().uri(boss.path() + page).with(staff.login(boss))).as(page)
				.hasStatusOk()
				.bodyText()
				.contains("groups/" + two);
		}
	}

	private GroupId group(String name, Person host) {
		return staff
			.as(boss,
					() -> groups
						.create(community,
								new GroupTerms(name, Carrier.WECHAT, Stage.CONVERSION, 2, "", "",
										(host != null) ? host.accountId() : null)))
			.id();
	}

	private void arrange(GroupId group, int percent, GroupId next) {
		staff.as(boss, () -> rooms.arrange(group, percent, next, null, null));
	}

	private void fill(GroupId group) {
		in(group);
		in(group);
	}

	private void in(GroupId group) {
		staff.as(boss, () -> members.add(NewMember.named("林晓").in(group, null)));
	}

	private GroupId withRoom(GroupId first) {
		GroupSummary room = staff.as(boss, () -> rooms.of(first)).withRoom();
		return (room != null) ? room.id() : null;
	}

	private List<GroupId> following(List<GroupId> full) {
		return staff.as(boss, () -> rooms.following(full));
	}

	private List<GroupId> near() {
		return staff.as(boss, () -> rooms.near()).stream().map(GroupRoom::group).toList();
	}

}
