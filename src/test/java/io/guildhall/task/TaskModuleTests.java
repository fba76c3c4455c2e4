package io.guildhall.task;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberNotes;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.member.Profile;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.task.TaskFilter.Shown;
import lombok.RequiredArgsConstructor;

@AtOneMoment
@HouseTest
@RequiredArgsConstructor
class TaskModuleTests {

	private final TaskService tasks;

	private final Workloads workloads;

	private final AskedTasks asked;

	private final MemberService members;

	private final MemberListing listing;

	private final MemberNotes notes;

	private final MockMvcTester mvc;

	private final StaffFixtures staff;

	private Person boss;

	private Person bob;

	private MemberId lin;

	@BeforeEach
	void aShopWithASeller() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		bob = staff.hired(boss, Role.STAFF);
		lin = staff.as(boss, () -> members.add(NewMember.named("林晓")));
	}

	@Test
	void isTheContactOwnersUnlessSomebodySaysOtherwise() {
		TaskId of = add(boss, lin, null, 0);
		assertThat(get(boss, of).assignee()).isEqualTo(boss.accountId());
		staff.as(boss, () -> members.edit(lin, new Profile("林晓", null, null, bob.accountId()), null));
		assertThat(get(boss, add(boss, lin, null, 0)).assignee()).isEqualTo(bob.accountId());
		assertThat(get(boss, add(boss, lin, boss.accountId(), 0)).assignee()).isEqualTo(boss.accountId());
		assertRefused("staff.unknown", () -> add(boss, lin, UUID.randomUUID(), 0));
	}

	@Test
	void isAskedForOnceAndTakenBackWhileItIsOpen() {
		var call = new AskedTasks.Asked("test/1", "给她打电话", "", lin, bob.accountId(), AtOneMoment.TODAY);
		var write = new AskedTasks.Asked("test/2", "写封信", "", lin, boss.accountId(), AtOneMoment.TODAY);
		assertThat(staff.as(boss, () -> asked.ask(List.of(call)))).isEqualTo(1);
		assertThat(staff.as(boss, () -> asked.ask(List.of(call, write)))).isEqualTo(1);
		TaskDetails done = staff.as(boss, () -> tasks.of(lin))
			.stream()
			.filter(task -> task.title().equals("写封信"))
			.findFirst()
			.orElseThrow();
		staff.as(boss, () -> {
			tasks.done(done.id());
			return null;
		});
		assertThat(staff.as(boss, () -> asked.settle(List.of("test/1", "test/2", "test/3")))).isEqualTo(1);
		assertThat(list(boss, Shown.OPEN)).isEmpty();
		assertThat(get(boss, done.id()).state()).isEqualTo(TaskState.DONE);
		assertThat(staff.as(boss, () -> asked.ask(List.of(call)))).as("once for good").isZero();
	}

	@Test
	void isOverdueFromTheDayAfterUntilItIsClosed() {
		TaskId late = add(boss, lin, null, -1);
		TaskId today = add(boss, lin, null, 0);
		TaskId later = add(boss, null, null, 2);
		assertThat(list(boss, Shown.OPEN)).containsExactly(late, today, later);
		assertThat(list(boss, Shown.OVERDUE)).containsExactly(late);
		assertThat(staff.as(boss, () -> tasks.today())).extracting(TaskDetails::id).containsExactly(late, today);
		staff.as(boss, () -> {
			tasks.done(late);
			return null;
		});
		assertThat(list(boss, Shown.OVERDUE)).isEmpty();
		assertThat(list(boss, Shown.CLOSED)).containsExactly(late);
		assertRefused("task.closed.already", () -> staff.as(boss, () -> {
			tasks.drop(late);
			return null;
		}));
		staff.as(boss, () -> {
			tasks.reopen(late);
			return null;
		});
		assertThat(get(boss, late)).satisfies(task -> {
			assertThat(task.overdue()).isTrue();
			assertThat(task.closedBy()).isNull();
		});
	}

	@Test
	void staffSeeTheirOwnAndWhatTheyAskedFor() {
		TaskId ofBoss = add(boss, lin, boss.accountId(), 1);
		TaskId ofBob = add(boss, lin, bob.accountId(), 1);
		TaskId asked = add(bob, lin, boss.accountId(), 2);
		assertThat(list(bob, Shown.OPEN)).containsExactlyInAnyOrder(ofBob, asked);
		assertThat(list(boss, Shown.OPEN)).contains(ofBoss, ofBob, asked);
		assertRefused("task.unknown", () -> get(bob, ofBoss));
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(bob, () -> workloads.handOver(bob.accountId(), boss.accountId())));
		Person host = staff.hired(boss, Role.OPERATOR);
		assertThatExceptionOfType(AccessDeniedException.class).as("figures of all groups")
			.isThrownBy(() -> staff.as(host, () -> workloads.list()));
		Person stranger = staff.found();
		assertRefused("task.unknown", () -> get(stranger, ofBoss));
	}

	@Test
	void thoseAboutOneMemberAreAllOfTheirs() {
		MemberId wang = staff.as(boss, () -> members.add(NewMember.named("王明")));
		TaskId ofLin = add(boss, lin, bob.accountId(), 0);
		TaskId ofWang = add(boss, wang, bob.accountId(), 0);
		assertThat(staff.as(boss, () -> tasks.list(new TaskFilter(Shown.OPEN, null, wang), null)).items())
			.extracting(TaskDetails::id)
			.containsExactly(ofWang);
		String page = boss.path() + "/tasks?whose=all&member=";
		assertThat(mvc.get().uri(page + lin).with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("/tasks/" + ofLin, "林晓")
			.doesNotContain("/tasks/" + ofWang);
		Person stranger = staff.found();
		assertRefused("member.unknown",
				() -> staff.as(stranger, () -> tasks.list(new TaskFilter(Shown.OPEN, null, lin), null)));
	}

	@Test
	void everythingChangesHandsAtOnce() {
		staff.as(boss, () -> members.edit(lin, new Profile("林晓", null, null, bob.accountId()), null));
		TaskId open = add(boss, lin, bob.accountId(), -2);
		TaskId done = add(boss, lin, bob.accountId(), 0);
		staff.as(bob, () -> {
			tasks.done(done);
			return null;
		});
		assertThat(workload(bob)).satisfies(load -> {
			assertThat(load.members()).isEqualTo(1);
			assertThat(load.open()).isEqualTo(1);
			assertThat(load.overdue()).isEqualTo(1);
			assertThat(load.done()).isEqualTo(1);
		});
		Person cy = staff.hired(boss, Role.STAFF);
		assertThat(staff.as(boss, () -> workloads.handOver(bob.accountId(), cy.accountId())))
			.isEqualTo(new Workloads.HandedOver(1, 1));
		assertThat(get(boss, open).assignee()).isEqualTo(cy.accountId());
		assertThat(get(boss, done).assignee()).as("what is done stays").isEqualTo(bob.accountId());
		assertThat(staff.as(boss, () -> members.get(lin).profile().contactOwner())).isEqualTo(cy.accountId());
		assertThat(ownedBy(cy)).isEqualTo(1);
		assertThat(ownedBy(bob)).isZero();
		assertRefused("task.same", () -> staff.as(boss, () -> workloads.handOver(cy.accountId(), cy.accountId())));
	}

	@Test
	void wordsAboutOneWhoIsErasedGo() {
		TaskId task = add(boss, lin, null, 1);
		TaskId done = add(boss, lin, bob.accountId(), 0);
		staff.as(bob, () -> {
			tasks.done(done);
			return null;
		});
		staff.as(boss, () -> {
			members.erase(lin);
			return null;
		});
		assertThat(get(boss, task)).satisfies(left -> {
			assertThat(left.title()).doesNotContain("林");
			assertThat(left.state()).isEqualTo(TaskState.DROPPED);
		});
		assertThat(get(boss, done)).satisfies(left -> {
			assertThat(left.title()).doesNotContain("林");
			assertThat(left.state()).as("it was done").isEqualTo(TaskState.DONE);
		});
	}

	@Test
	void whoIsCalledInANoteHasItForToday() {
		String body = "<script>alert(1)</script> @" + bob.name() + "请联系他";
		UUID note = staff.as(boss, () -> notes.write(lin, body));
		assertThat(staff.as(bob, () -> tasks.today())).singleElement().satisfies(task -> {
			assertThat(task.title()).isEqualTo(body);
			assertThat(Objects.requireNonNull(task.member()).id()).isEqualTo(lin);
		});
		assertThat(staff.as(boss, () -> tasks.today())).as("not who wrote it").isEmpty();
		staff.as(boss, () -> notes.write(lin, "@" + boss.name() + " note to self"));
		assertThat(staff.as(boss, () -> tasks.today())).isEmpty();
		assertThat(mvc.get().uri(boss.path() + "/members/" + lin).with(staff.login(boss))).hasStatusOk()
			.bodyText()
			.contains("&lt;script&gt;", "<strong>@" + bob.name() + "</strong>")
			.doesNotContain("<script>alert");
		String longer = "@" + bob.name() + " " + "长".repeat(3_000);
		staff.as(boss, () -> notes.write(lin, longer));
		assertThat(staff.as(bob, () -> tasks.today())).hasSize(2).allSatisfy(task -> {
			assertThat(task.title().length()).isLessThanOrEqualTo(200);
			assertThat(task.note().length()).isLessThanOrEqualTo(2_000);
		});
		staff.as(boss, () -> {
			notes.remove(lin, note);
			return note;
		});
		assertThat(staff.as(bob, () -> tasks.today())).as("it goes with the note").hasSize(1);
		assertThat(staff.as(bob, () -> tasks.list(new TaskFilter(Shown.CLOSED, null, null), null)).items())
			.extracting(TaskDetails::title)
			.containsExactly("∅");
	}

	@Test
	void saysWhatIsWrong() {
		assertRefused("task.title",
				() -> staff.as(boss, () -> tasks.add(new NewTask(" ", "", null, null, AtOneMoment.TODAY))));
		assertRefused("task.note", () -> staff.as(boss,
				() -> tasks.add(new NewTask("Call", "x".repeat(2_001), null, null, AtOneMoment.TODAY))));
		assertRefused("member.unknown",
				() -> add(boss, MemberId.of(UUID.randomUUID().toString()), boss.accountId(), 0));
	}

	private TaskId add(Person who, MemberId member, UUID assignee, int inDays) {
		return staff.as(who,
				() -> tasks.add(new NewTask("给林晓打电话", "", member, assignee, AtOneMoment.TODAY.plusDays(inDays))));
	}

	private TaskDetails get(Person who, TaskId id) {
		return staff.as(who, () -> tasks.get(id));
	}

	private List<TaskId> list(Person who, Shown shown) {
		return staff.as(who, () -> tasks.list(new TaskFilter(shown, null, null), null))
			.items()
			.stream()
			.map(TaskDetails::id)
			.toList();
	}

	private Workload workload(Person of) {
		return staff.as(boss, () -> workloads.list())
			.stream()
			.filter(load -> Objects.equals(load.account(), of.accountId()))
			.findFirst()
			.orElseThrow();
	}

	private long ownedBy(Person person) {
		return staff.as(boss, () -> listing
			.count(new MemberFilter(null, java.util.Map.of("owner", person.accountId().toString()), List.of()), 10));
	}

}
