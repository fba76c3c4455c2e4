package io.guildhall.onboarding;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import io.guildhall.Facts;
import io.guildhall.HouseTest;
import io.guildhall.activity.ActivityImporting;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupRooms;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.health.GroupMerges;
import io.guildhall.member.Consent;
import io.guildhall.member.ConsentChange;
import io.guildhall.member.ConsentSource;
import io.guildhall.member.Consents;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.InviteSource;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberInviters;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.MemberSummary;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.member.OwnLinks;
import io.guildhall.merge.MergeService;
import io.guildhall.onboarding.Question.Option;
import io.guildhall.order.OrderImporting;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import jakarta.servlet.http.Cookie;
import lombok.RequiredArgsConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** From the page that anybody can open to what the staff see of it. */
@HouseTest
@RequiredArgsConstructor
class OnboardingModuleTests {

	private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

	private static final String PHONE = "138 0013 8000";

	private static final Question AGE = Question.of(QuestionKind.SINGLE, "孩子多大？", true, new Option("一岁以下", "婴儿", null),
			new Option("没有孩子", null, "这里只聊带孩子的事"));

	private final MockMvcTester mvc;

	private final ChannelService channels;

	private final ChannelBoard board;

	private final ChannelRooms rooms;

	private final GroupRooms chains;

	private final GroupMerges groupMerges;

	private final MemberAnswers answers;

	private final MemberService members;

	private final MemberListing listing;

	private final MemberConsents consents;

	private final MemberInviters inviters;

	private final InviteLinks invites;

	private final MemberPages pages;

	private final MembersOfGroups stays;

	private final MemberBlocks blocks;

	private final MergeService merges;

	private final CommunityService communities;

	private final GroupService groups;

	private final OrganizationService organizations;

	private final ActivityImporting activities;

	private final OrderImporting orders;

	private final StaffFixtures staff;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final ScopedClock clock;

	private final OnBehalf onBehalf;

	private final OnboardingNight night;

	private Person boss;

	private CommunityId community;

	private GroupId first;

	private GroupId second;

	private ChannelId channel;

	private String code;

	private Instant now = Instant.now();

	@BeforeEach
	void aChannelToTwoGroupsOfOnePlace() {
		boss = staff.found("妈妈会", "Asia/Shanghai", "CNY");
		community = as(() -> communities
			.create(new CommunityCard("辅食圈", java.util.Set.of(CommunityType.KNOWLEDGE), null, null, null, null, null)))
			.id();
		first = group("一群", 1);
		second = group("二群", 1);
		channel = as(() -> channels.create(terms("扫码领食谱", AGE)));
		code = as(() -> channels.get(channel)).code();
	}

	@Test
	void whoJoinsIsAMemberOnceAndIsLedToWhereThereIsRoom() {
		MvcTestResult page = open(code);
		assertThat(page).hasStatusOk()
			.bodyText()
			.contains("扫码领食谱", "辅食圈", "妈妈会", "孩子多大？")
			.doesNotContain("婴儿", "这里只聊", "<script");
		assertThat(body(page).length()).isLessThan(50_000);
		MultiValueMap<String, String> form = form(token(page), "林晓", PHONE);
		form.add("consent", "CHAT");
		String there = send(code, form).getResponse().getRedirectedUrl();
		assertThat(there).startsWith("/j/" + code + "/in/");
		assertThat(mvc.get().uri(there)).hasStatusOk().bodyText().contains("一群", "https://example.org/yi");
		assertThat(send(code, form).getResponse().getRedirectedUrl()).as("sent twice").isEqualTo(there);
		MemberId lin = only("林晓");
		assertThat(as(() -> members.get(lin))).satisfies(member -> {
			assertThat(member.source()).isEqualTo(MemberSource.CHANNEL);
			assertThat(member.tags()).contains("婴儿");
			assertThat(member.contact()).isEqualTo(new Consents(Map.of(ContactChannel.CHAT, Consent.GIVEN), false));
		});
		assertThat(as(() -> answers.of(lin))).singleElement().satisfies(joined -> {
			assertThat(joined.placed()).isTrue();
			assertThat(joined.answers()).extracting(Answer::question, Answer::answer)
				.containsExactly(org.assertj.core.groups.Tuple.tuple("孩子多大？", "一岁以下"));
		});
		assertThat(mvc.get().uri(join("王一", "")).accept("text/html")).bodyText().contains("二群", "加小助手");
		String waits = join("王二", "");
		assertThat(mvc.get().uri(waits).locale(Locale.SIMPLIFIED_CHINESE)).bodyText().contains("所有群都满了");
		assertThat(as(() -> board.waiting(channel, null)).items()).extracting(waiting -> waiting.member().displayName())
			.containsExactly("王二");
		assertThat(as(board::queues)).singleElement().satisfies(queue -> {
			assertThat(queue.channel()).isEqualTo(channel);
			assertThat(queue.people()).isEqualTo(1);
		});
		assertThat(mvc.get().uri(boss.path() + "/channels/today").with(staff.login(boss))).bodyText()
			.contains("1 newcomer");
		assertThat(as(() -> rooms.of(channel))).extracting(Room::left).containsExactly(0L, 0L);
		as(() -> groups.change(second, new GroupTerms("二群", Carrier.WECHAT, Stage.CONVERSION, 2, null, null, null),
				null));
		assertThat(mvc.get().uri(waits)).bodyText().contains("二群");
		assertThat(as(() -> board.waiting(channel, null)).items()).isEmpty();
		assertThat(as(board::queues)).isEmpty();
		assertThat(figures()).satisfies(figures -> {
			assertThat(figures.joined()).isEqualTo(3);
			assertThat(figures.newcomers()).isEqualTo(3);
			assertThat(figures.visits()).isEqualTo(3);
		});
	}

	@Test
	void onceItsGroupsAreFullNewcomersGoDownTheChain() {
		GroupId third = group("三群", 1);
		join("王一", "");
		join("王二", "");
		String waits = join("王三", "");
		as(() -> chains.arrange(second, 90, third, null, null));
		assertThat(mvc.get().uri(waits).locale(Locale.SIMPLIFIED_CHINESE)).as("nobody knows how one gets in")
			.bodyText()
			.contains("所有群都满了");
		assertThat(mvc.get()
			.uri(boss.path() + "/channels/" + channel)
			.locale(Locale.SIMPLIFIED_CHINESE)
			.with(staff.login(boss))).bodyText().contains("三群", "没有进群方式");
		as(() -> chains.arrange(third, 90, null, "https://example.org/san", null));
		assertThat(mvc.get().uri(waits)).bodyText().contains("三群", "https://example.org/san");
		assertThat(as(() -> board.waiting(channel, null)).items()).isEmpty();
		assertThat(as(() -> rooms.of(channel))).extracting(Room::name, Room::left, Room::following)
			.containsExactly(org.assertj.core.groups.Tuple.tuple("一群", 0L, false),
					org.assertj.core.groups.Tuple.tuple("二群", 0L, false),
					org.assertj.core.groups.Tuple.tuple("三群", 0L, true));
		assertThat(mvc.get().uri(join("王四", "")).locale(Locale.SIMPLIFIED_CHINESE)).as("the place is taken")
			.bodyText()
			.contains("所有群都满了");
	}

	@Test
	void whoWaitsAndWasPutIntoAGroupDownTheChainWaitsNoMore() {
		GroupId third = group("三群", 9);
		join("王一", "");
		join("王二", "");
		join("王三", "");
		as(() -> chains.arrange(second, 90, third, null, null));
		assertThat(as(() -> board.waiting(channel, null)).items()).extracting(waiting -> waiting.member().displayName())
			.containsExactly("王三");
		as(() -> {
			stays.joined(only("王三"), third, now);
			return null;
		});
		assertThat(as(() -> board.waiting(channel, null)).items()).isEmpty();
		assertThat(as(board::queues)).isEmpty();
	}

	@Test
	void whoIsBlockedIsShownTheWayIntoNoGroup() {
		String there = join("林晓", PHONE);
		assertThat(mvc.get().uri(there)).bodyText().contains("https://example.org/yi");
		as(() -> blocks.block(only("林晓"), "广告"));
		assertThat(mvc.get().uri(there).locale(Locale.SIMPLIFIED_CHINESE)).as("the page that they kept")
			.hasStatusOk()
			.bodyText()
			.contains("无法通过此链接进群", "妈妈会")
			.doesNotContain("所有群都满了", "加入成功", "https://example.org/yi", "广告");
		assertThat(mvc.get().uri(join("林晓", PHONE)).locale(Locale.SIMPLIFIED_CHINESE)).as("once more")
			.bodyText()
			.contains("无法通过此链接进群")
			.doesNotContain("所有群都满了", "加小助手");
		MemberId li = as(() -> members.add(NewMember.named("老李").with(NewIdentity.phone("+8613900139000"))));
		as(() -> blocks.block(li, "广告"));
		assertThat(mvc.get().uri(join("老李", "13900139000"))).bodyText()
			.contains("No place can be given by this link")
			.doesNotContain("All groups are full", "https://example.org/yi", "加小助手");
		assertThat(mvc.get()
			.uri(boss.path() + "/members/" + li + "/channels")
			.locale(Locale.SIMPLIFIED_CHINESE)
			.with(staff.login(boss))).as("what the staff reads").bodyText().contains("没有群位").doesNotContain("群都满了");
		assertThat(as(() -> board.waiting(channel, null)).items()).as("they wait for nothing").isEmpty();
		assertThat(as(board::queues)).isEmpty();
		assertThat(as(() -> rooms.of(channel))).extracting(Room::left)
			.as("no place is kept for them")
			.containsExactly(1L, 1L);
		as(() -> {
			blocks.lift(only("林晓"), "误会");
			return null;
		});
		assertThat(mvc.get().uri(there)).bodyText().contains("https://example.org/yi");
	}

	@Test
	void whoWouldComeToAGroupThatWentIntoAnotherGoesThere() {
		GroupId third = group("三群", 9);
		String elsewhere = as(() -> channels.get(channels.create(new ChannelTerms("另一处",
				List.of(new Entry(third, "https://example.org/san")), List.of(new Bait("来", "")), List.of()))))
			.code();
		assertThat(elsewhere).isNotEqualTo(code);
		as(() -> groupMerges.merge(first, third));
		as(() -> groupMerges.merge(second, third));
		assertThat(mvc.get().uri(join("王一", ""))).bodyText().contains("三群", "https://example.org/san");
	}

	@Test
	void aContactFindsTheMemberAndChangesNoWordThatStands() {
		MemberId lin = as(() -> members.add(NewMember.named("林晓").with(NewIdentity.phone("+8613800138000"))));
		as(() -> {
			consents.say(lin, Consent.WITHDRAWN, true, "asked");
			return null;
		});
		MultiValueMap<String, String> form = form(token(open(code)), "谁", PHONE);
		form.add("consent", "CHAT");
		String there = send(code, form).getResponse().getRedirectedUrl();
		assertThat(mvc.get().uri(there)).bodyText().doesNotContain("林晓", "138");
		assertThat(as(() -> members.get(lin))).satisfies(member -> {
			assertThat(member.displayName()).isEqualTo("林晓");
			assertThat(member.consent()).isEqualTo(Consent.WITHDRAWN);
			assertThat(member.contact().doNotContact()).isTrue();
			assertThat(member.tags()).contains("婴儿");
			assertThat(member.identities()).hasSize(1);
		});
		assertThat(figures().newcomers()).isZero();
		join("又来", PHONE);
		assertThat(as(() -> answers.of(lin))).hasSize(2);
		assertThat(figures().joined()).as("a member counts once").isEqualTo(1);
	}

	@Test
	void whoDoesNotFitIsToldKindlyAndCountedOnly() {
		MultiValueMap<String, String> form = form(token(open(code)), "过客", PHONE);
		form.set("q." + question(0), "1");
		assertThat(send(code, form)).hasStatusOk().bodyText().contains("这里只聊带孩子的事");
		send(code, form);
		assertThat(all("过客")).isZero();
		assertThat(figures()).satisfies(figures -> {
			assertThat(figures.screened()).as("sent twice").isEqualTo(1);
			assertThat(figures.joined()).isZero();
		});
	}

	@Test
	void whoGoesBackAndAnswersOtherwiseJoins() {
		MultiValueMap<String, String> form = form(token(open(code)), "林晓", "");
		form.set("q." + question(0), "1");
		assertThat(send(code, form)).hasStatusOk().bodyText().contains("这里只聊带孩子的事");
		form.set("q." + question(0), "0");
		String there = send(code, form).getResponse().getRedirectedUrl();
		assertThat(mvc.get().uri(there)).hasStatusOk().bodyText().contains("一群");
		assertThat(send(code, form).getResponse().getRedirectedUrl()).as("sent twice").isEqualTo(there);
		assertThat(sendAt(now.plus(Duration.ofDays(3)), code, form).getResponse().getRedirectedUrl())
			.as("and when the page is too old to join by it")
			.isEqualTo(there);
		assertThat(all("林晓")).isEqualTo(1);
		assertThat(figures()).satisfies(figures -> {
			assertThat(figures.screened()).isEqualTo(1);
			assertThat(figures.joined()).isEqualTo(1);
		});
	}

	@Test
	void machinesGetNothingIn() {
		String token = token(open(code));
		assertAgain(form("", "机", ""));
		assertAgain(form("AAAA" + token.substring(4), "机", ""));
		ChannelId other = as(() -> channels.create(terms("另一个", AGE)));
		String elsewhere = token(open(as(() -> channels.get(other)).code()));
		assertAgain(form(elsewhere, "机", ""));
		MultiValueMap<String, String> trapped = form(token, "机", "");
		trapped.add("website", "https://spam.example");
		assertAgain(trapped);
		assertThat(sendAt(now, code, form(token(open(code)), "机", ""))).as("faster than anybody reads")
			.hasStatusOk()
			.bodyText()
			.contains("name=\"token\"");
		assertThat(as(() -> board.figures(channel)).refused()).isEqualTo(5);
		assertThat(sendAt(now.plus(Duration.ofDays(1)), code, form(token, "慢", ""))).bodyText()
			.contains("name=\"token\"", "value=\"慢\"");
		MultiValueMap<String, String> wrong = form(token, "x".repeat(121), "no number");
		wrong.set("q." + question(0), "99");
		wrong.add("q.not-an-id", "0");
		assertThat(send(code, wrong)).hasStatusOk().bodyText().contains("p-name", "aria-invalid=\"true\"");
		assertThat(all("机")).isZero();
		assertThat(mvc.get().uri("/j/nothere9")).hasStatus(404);
		assertThat(mvc.post().uri("/j/nothere9")).hasStatus(404);
		assertThat(mvc.get().uri("/j/" + "x".repeat(5_000))).hasStatus(404);
		assertThat(mvc.get().uri("/j/" + code + "/in/" + UUID.randomUUID())).hasStatus(404);
		assertThat(mvc.get().uri("/j/" + code + "/in/none")).hasStatus(404);
		assertThat(mvc.get().uri(join("真人", "")).accept("text/html")).hasStatusOk();
	}

	@Test
	void aFloodFromOneAddressIsStoppedAndOthersAreNot() {
		MultiValueMap<String, String> form = form("", "机", "");
		for (int i = 0; i < 60; i++) {
			assertThat(send(code, form)).hasStatusOk();
		}
		assertThat(send(code, form)).hasStatus(429);
		assertThat(send(code, form(token(open(code)), "真人", ""))).hasStatus(429);
		assertThat(mvc.post().uri("/j/" + code).params(form).remoteAddress("192.0.2.7")).hasStatusOk();
		assertThat(sendAt(now.plus(Duration.ofMinutes(20)), code, form(token(open(code)), "真人", "")))
			.hasStatus3xxRedirection();
		List<String> kept = as(() -> transaction
			.execute(status -> jdbc.sql("select address from form_tries where organization_id = ? and place_id = ?")
				.param(boss.organizationId())
				.param(channel.id())
				.query(String.class)
				.list()));
		assertThat(kept).as("of the last stretch only, and no address")
			.singleElement()
			.asString()
			.matches("[0-9a-f]{32}");
	}

	@Test
	void aChangeCorruptsNeitherAnswersNorFigures() {
		join("林晓", PHONE);
		String old = token(open(code));
		UUID kept = question(0);
		Question renamed = new Question(kept, QuestionKind.SINGLE, "宝宝几个月？", true, AGE.options());
		as(() -> channels.change(channel, terms("进群领课程", renamed), null));
		assertThat(question(0)).isEqualTo(kept);
		assertThat(send(code, form(old, "王一", ""))).hasStatusOk().bodyText().contains("宝宝几个月？", "value=\"王一\"");
		assertThat(as(() -> answers.of(only("林晓"))).get(0).answers().get(0).question()).isEqualTo("孩子多大？");
		join("王一", "");
		assertThat(as(() -> board.figures(channel)).baits()).satisfiesExactly(now -> {
			assertThat(now.title()).isEqualTo("进群领课程");
			assertThat(now.joined()).isEqualTo(1);
		}, before -> {
			assertThat(before.title()).isEqualTo("扫码领食谱");
			assertThat(before.retired()).isTrue();
			assertThat(before.joined()).isEqualTo(1);
		});
		as(() -> channels.change(channel, terms("扫码领食谱", renamed), null));
		assertThat(as(() -> board.figures(channel)).baits()).extracting(BaitFigures::retired)
			.containsExactly(false, true);
		assertRefused("onboarding.communities",
				() -> channels.change(channel,
						new ChannelTerms("两处", List.of(new Entry(first, "a"), new Entry(elsewhere(), "b")),
								List.of(new Bait("一", "")), List.of()),
						null));
	}

	@Test
	void aBrowserSeesTheSameBaitAndAllAreSeen() {
		as(() -> channels.change(channel, new ChannelTerms("试饵", List.of(new Entry(first, "a")),
				List.of(new Bait("饵甲", ""), new Bait("饵乙", "")), List.of()), null));
		int many = 0;
		for (int i = 0; i < 20; i++) {
			Cookie visitor = new Cookie("visitor", UUID.randomUUID().toString());
			String seen = body(mvc.get().uri("/j/" + code).cookie(visitor).exchange());
			assertThat(body(mvc.get().uri("/j/" + code).cookie(visitor).exchange()).contains("饵甲"))
				.isEqualTo(seen.contains("饵甲"));
			many += seen.contains("饵甲") ? 1 : 0;
		}
		assertThat(many).isBetween(1, 19);
		assertThat(figures().visits()).as("who brings a cookie was here before").isZero();
	}

	@Test
	void aBrowserThatKeepsNoCookieIsOneVisitorForTenMinutes() {
		for (int i = 0; i < 3; i++) {
			assertThat(look(code, "192.0.2.7", "Telephone A")).hasStatusOk();
		}
		assertThat(figures().visits()).as("looks again").isEqualTo(1);
		look(code, "192.0.2.7", "Telephone B");
		look(code, "192.0.2.8", "Telephone A");
		assertThat(figures().visits()).as("behind the same address, and by the same telephone elsewhere").isEqualTo(3);
		String other = as(() -> channels.get(channels.create(terms("另一个", AGE)))).code();
		look(other, "192.0.2.7", "Telephone A");
		assertThat(figures().visits()).as("on another page").isEqualTo(3);
		now = now.plus(Duration.ofMinutes(20));
		look(code, "192.0.2.7", "Telephone A");
		assertThat(figures().visits()).as("later").isEqualTo(4);
	}

	@Test
	void oneAddressIsSixtyVisitorsAtMost() {
		for (int i = 0; i < 65; i++) {
			assertThat(look(code, "192.0.2.7", "Telephone " + i)).hasStatusOk();
		}
		assertThat(figures().visits()).isEqualTo(60);
		look(code, "192.0.2.8", "Telephone 1");
		assertThat(figures().visits()).isEqualTo(61);
		List<String> kept = kept();
		assertThat(kept).as("no address, and no browser").allSatisfy(one -> assertThat(one).matches("[0-9a-f]{32}"));
		assertThat(kept).as("what is past the limit is not even written down").hasSize(63);
		now = now.plus(Duration.ofMinutes(20));
		look(code, "192.0.2.7", "Telephone 1");
		assertThat(kept()).as("of the last stretch only").hasSize(2);
		clock.callAt(now.plus(Duration.ofDays(1)), () -> onBehalf.ofSystem(boss.organizationId(), () -> {
			night.run(LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai")));
			return null;
		}));
		assertThat(kept()).as("and of none once a night has passed").isEmpty();
	}

	@Test
	void machinesAndWhatIsFetchedAheadVisitNothing() {
		look(code, "192.0.2.7", "Mozilla/5.0 (compatible; Googlebot/2.1)");
		assertThat(mvc.head().uri("/j/" + code).header("User-Agent", "Telephone A")).hasStatusOk();
		MvcTestResult ahead = mvc.get()
			.uri("/j/" + code)
			.header("User-Agent", "Telephone A")
			.header("Sec-Purpose", "prefetch;prerender")
			.exchange();
		assertThat(ahead).hasStatusOk();
		assertThat(ahead.getResponse().getCookie("visitor")).as("or the look that follows would be no first one")
			.isNull();
		assertThat(mvc.get().uri("/j/" + code)).as("nameless").hasStatusOk();
		assertThat(figures().visits()).isZero();
		assertThat(kept()).isEmpty();
		assertThat(open(code).getResponse().getCookie("visitor")).isNotNull();
		assertThat(figures().visits()).isEqualTo(1);
	}

	/** By what public pages of the organization know who came lately. */
	private List<String> kept() {
		return as(
				() -> transaction.execute(status -> jdbc.sql("select address from form_tries where organization_id = ?")
					.param(boss.organizationId())
					.query(String.class)
					.list()));
	}

	@Test
	void baitsAreTriedFromTheDayOnWhichAllWereSeenUntilOneIsKept() {
		assertThat(as(() -> board.figures(channel)).trial()).as("one bait is no trial").isNull();
		Bait modest = new Bait("饵甲", "");
		as(() -> channels.change(channel,
				new ChannelTerms("试饵", List.of(new Entry(first, "a")), List.of(modest, new Bait("饵乙", "")), List.of()),
				null));
		assertThat(as(() -> board.figures(channel)).trial()).satisfies(trial -> {
			assertThat(trial.since()).as("nobody has seen them").isNull();
			assertThat(trial.stayed().state()).isEqualTo(BaitTrial.State.TOO_FEW);
		});
		UUID kept = as(() -> board.figures(channel)).baits().get(0).bait();
		UUID other = as(() -> board.figures(channel)).baits().get(1).bait();
		LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
		visited(kept, today.minusDays(30), 1_000);
		visited(other, today.minusDays(20), 40);
		visited(kept, today.minusDays(20), 50);
		visited(kept, today, 5);
		BaitTrial trial = as(() -> board.figures(channel)).trial();
		assertThat(trial.since()).isEqualTo(today.minusDays(20));
		assertThat(trial.stayed().best().of() + trial.stayed().rival().of()).as("of a week ago and since then")
			.isEqualTo(90);
		assertThat(trial.paid().best().of() + trial.paid().rival().of()).isEqualTo(95);
		assertThat(trial.stayed().state()).isEqualTo(BaitTrial.State.OPEN);
		assertRefused("onboarding.bait.unknown", () -> channels.keepBait(channel, UUID.randomUUID()));
		assertThat(as(() -> channels.keepBait(channel, kept)).baits()).containsExactly(modest);
		assertThat(as(() -> board.figures(channel)).trial()).isNull();
		assertRefused("onboarding.bait.unknown", () -> channels.keepBait(channel, other));
	}

	private void visited(UUID bait, LocalDate day, int visits) {
		as(() -> transaction.execute(status -> jdbc.sql("""
				insert into channel_days (organization_id, channel_id, bait_id, day, visits, refused)
				values (?, ?, ?, ?, ?, 0)
				""").params(boss.organizationId(), channel.id(), bait, day, visits).update()));
	}

	@Test
	void judgesByWhoStayedAndWhoPaid() {
		Instant last = Instant.now();
		now = last.minus(Duration.ofDays(10));
		join("进群的", "");
		join("说话的", "");
		join("走了的", "");
		join("退款的", "");
		now = last;
		join("才来的", "");
		LocalDate today = LocalDate.ofInstant(last, ZoneId.of("Asia/Shanghai"));
		as(() -> {
			stays.joined(only("进群的"), first, last.minus(Duration.ofDays(9)));
			return null;
		});
		Facts facts = new Facts();
		facts.event(only("说话的"), second, today.minusDays(2), true);
		facts.event(only("走了的"), second, today.minusDays(9), true);
		facts.event(only("走了的"), elsewhere(), today.minusDays(1), true);
		facts.payment(only("进群的"), today.minusDays(1), 9_900, 900);
		facts.payment(only("退款的"), today.minusDays(1), 9_900, 9_900);
		facts.payment(only("走了的"), today.minusDays(20), 9_900, 0);
		as(() -> transaction.execute(status -> {
			facts.storeEvents(jdbc, activities);
			return facts.storePayments(jdbc, orders);
		}));
		assertThat(figures()).satisfies(figures -> {
			assertThat(figures.joined()).isEqualTo(5);
			assertThat(figures.ripe()).isEqualTo(4);
			assertThat(figures.stayed()).isEqualTo(2);
			assertThat(figures.paid()).isEqualTo(1);
		});
	}

	@Test
	void aClosedChannelAndASuspendedHouseTakeNobodyIn() {
		String token = token(open(code));
		as(() -> {
			channels.close(channel);
			return null;
		});
		assertThat(body(open(code))).doesNotContain("<form");
		assertThat(send(code, form(token, "晚了", ""))).hasStatusOk();
		assertThat(all("晚了")).isZero();
		as(() -> {
			channels.open(channel);
			return null;
		});
		organizations.suspend(boss.organizationId());
		assertThat(body(open(code))).doesNotContain("<form");
		organizations.resume(boss.organizationId());
		assertThat(body(open(code))).contains("<form");
	}

	@Test
	void hostsSeeChannelsToTheirOwnGroupsOnly() {
		Person host = staff.hired(boss, Role.OPERATOR);
		assertThat(staff.as(host, () -> channels.list(true, null)).items()).isEmpty();
		assertRefused("onboarding.unknown", () -> staff.as(host, () -> channels.get(channel)));
		assertRefused("onboarding.unknown", () -> staff.as(host, () -> board.figures(channel)));
		assertRefused("community.unknown-group", () -> staff.as(host, () -> channels.create(terms("别人的群", AGE))));
		Person stranger = staff.found();
		assertRefused("onboarding.unknown", () -> staff.as(stranger, () -> channels.get(channel)));
		assertRefused("community.unknown-group", () -> staff.as(stranger, () -> channels.create(terms("别家的群", AGE))));
	}

	@Test
	void answersGoWithTheMemberIntoAMergeAndOutWithAnErasure() {
		join("林晓", PHONE);
		join("小林", "");
		MemberId lin = only("林晓");
		MemberId other = only("小林");
		var merge = as(() -> merges.merge(lin, other));
		assertThat(as(() -> answers.of(lin))).hasSize(2).allSatisfy(joined -> assertThat(joined.answers()).hasSize(1));
		as(() -> {
			merges.undo(merge);
			return null;
		});
		assertThat(as(() -> answers.of(other))).hasSize(1);
		as(() -> {
			members.erase(lin);
			return null;
		});
		assertThat(as(() -> answers.of(lin))).singleElement()
			.satisfies(joined -> assertThat(joined.answers()).isEmpty());
		assertThat(figures().joined()).isEqualTo(2);
	}

	@Test
	void whoIsNewAndComesByTheLinkOfAMemberWasInvitedByThem() {
		MemberId host = as(() -> members.add(NewMember.named("老王")));
		String link = as(() -> invites.of(host, "https://example.org", null)).items().get(0).link();
		assertThat(link).isEqualTo("https://example.org/j/" + code + "?by=" + host);
		assertThat(mvc.get().uri("/j/" + code + "?by=" + host)).hasStatusOk().bodyText().doesNotContain("老王");
		comesBy(host.toString(), "林晓", PHONE);
		assertThat(as(() -> inviters.of(only("林晓")))).hasValueSatisfying(inviter -> {
			assertThat(inviter.inviter()).extracting(MemberSummary::id).isEqualTo(host);
			assertThat(inviter.source()).isEqualTo(InviteSource.LINK);
		});
		comesBy(only("林晓").toString(), "谁", PHONE);
		assertThat(as(() -> inviters.invitedBy(only("林晓"), null, 9)).items()).as("known already").isEmpty();
		comesBy(UUID.randomUUID().toString(), "小安", "13900139000");
		assertThat(as(() -> inviters.of(only("小安")))).as("nobody's link").isEmpty();
	}

	@Test
	void linksForInvitingGoOnBehindTheFirstFifty() {
		MemberId host = as(() -> members.add(NewMember.named("老王")));
		as(() -> {
			for (int i = 0; i < Slice.PAGE; i++) {
				channels.create(terms("扫码领食谱"));
			}
			return null;
		});
		Slice<OwnLinks.OwnLink> links = as(() -> invites.of(host, "https://example.org", null));
		assertThat(links.items()).hasSize(Slice.PAGE);
		String oldest = "/j/" + code + "?by=" + host;
		assertThat(as(() -> invites.of(host, "https://example.org", links.next())).items()).singleElement()
			.returns("https://example.org" + oldest, OwnLinks.OwnLink::link);
		String part = boss.path() + "/members/" + host;
		assertThat(mvc.get().uri(part + "/channels").with(staff.login(boss))).bodyText()
			.contains("/invite-links?after=" + links.next())
			.doesNotContain(oldest);
		assertThat(mvc.get().uri(part + "/invite-links?after=" + links.next()).with(staff.login(boss))).bodyText()
			.contains(oldest)
			.doesNotContain("/invite-links", "<html");
		String own = as(() -> pages.make(host));
		assertThat(mvc.get().uri(own)).bodyText()
			.contains("?invites=" + links.next() + "#invite")
			.doesNotContain(oldest);
		assertThat(mvc.get().uri(own + "?invites=" + links.next())).bodyText()
			.contains(oldest)
			.doesNotContain("?invites=");
		String key = staff.apiKey(boss);
		assertThat(mvc.get()
			.uri("/api/v1/members/" + host + "/invite-links?after=" + links.next())
			.header("Authorization", "Bearer " + key)).hasStatusOk().bodyText().contains(oldest);
	}

	@Test
	void aMemberSaysOnTheirOwnPageByWhatTheyMayBeContacted() {
		MemberId lin = as(() -> members.add(NewMember.named("林晓")));
		String path = as(() -> pages.make(lin));
		assertThat(as(() -> pages.make(lin))).as("once made").isEqualTo(path);
		assertThat(mvc.get().uri(path)).hasStatusOk().bodyText().contains("妈妈会", "/j/" + code + "?by=" + lin);
		assertThat(mvc.post().uri(path).param("agreed", "CHAT").param("agreed", "EMAIL")).hasStatus3xxRedirection();
		assertThat(as(() -> members.get(lin)).contact())
			.isEqualTo(new Consents(Map.of(ContactChannel.CHAT, Consent.GIVEN, ContactChannel.EMAIL, Consent.GIVEN,
					ContactChannel.CALL, Consent.WITHDRAWN, ContactChannel.SMS, Consent.WITHDRAWN), false));
		assertThat(as(() -> consents.of(lin))).extracting(ConsentChange::source).containsOnly(ConsentSource.MEMBER);
		assertThat(mvc.post().uri(path).param("alone", "true")).hasStatus3xxRedirection();
		assertThat(as(() -> members.get(lin)).contact().isClosed()).isTrue();
		assertThat(mvc.get().uri(path.substring(0, path.length() - 2) + "zz")).hasStatus(404);
		as(() -> {
			pages.close(lin);
			return null;
		});
		assertThat(mvc.get().uri(path)).hasStatus(404);
	}

	private void comesBy(String member, String name, String phone) {
		MultiValueMap<String, String> form = form(token(open(code)), name, phone);
		form.add("by", member);
		assertThat(send(code, form).getResponse().getRedirectedUrl()).contains("/in/");
	}

	private ChannelTerms terms(String bait, Question... questions) {
		return new ChannelTerms("母婴店海报", List.of(new Entry(first, "https://example.org/yi"), new Entry(second, "加小助手")),
				List.of(new Bait(bait, "七天辅食食谱")), List.of(questions));
	}

	private GroupId group(String name, int capacity) {
		return as(() -> groups.create(community,
				new GroupTerms(name, Carrier.WECHAT, Stage.CONVERSION, capacity, null, null, null)))
			.id();
	}

	private GroupId elsewhere() {
		return as(() -> {
			CommunityId other = communities
				.create(new CommunityCard("别处", java.util.Set.of(CommunityType.INTEREST), null, null, null, null, null))
				.id();
			return groups.create(other, new GroupTerms("别群", Carrier.WECHAT, Stage.CONVERSION, 9, null, null, null))
				.id();
		});
	}

	private UUID question(int place) {
		return as(() -> channels.get(channel)).questions().get(place).id();
	}

	private MvcTestResult open(String at) {
		return look(at, "192.0.2.1", "Telephone " + UUID.randomUUID());
	}

	/** Without a cookie. */
	private MvcTestResult look(String at, String address, String browser) {
		return clock.callAt(now,
				() -> mvc.get().uri("/j/" + at).header("User-Agent", browser).remoteAddress(address).exchange());
	}

	/** Fills the page that a new visitor sees; the path of what comes next. */
	private String join(String name, String phone) {
		String there = send(code, form(token(open(code)), name, phone)).getResponse().getRedirectedUrl();
		assertThat(there).isNotNull();
		return there;
	}

	private MultiValueMap<String, String> form(String token, String name, String phone) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("token", token);
		form.add("name", name);
		form.add("kind", "PHONE");
		form.add("contact", phone);
		form.add("q." + question(0), "0");
		return form;
	}

	private MvcTestResult send(String to, MultiValueMap<String, String> form) {
		return sendAt(now.plusSeconds(5), to, form);
	}

	private MvcTestResult sendAt(Instant at, String to, MultiValueMap<String, String> form) {
		return clock.callAt(at, () -> mvc.post().uri("/j/" + to).params(form).exchange());
	}

	private void assertAgain(MultiValueMap<String, String> form) {
		assertThat(send(code, form)).hasStatusOk().bodyText().contains("name=\"token\"", "value=\"机\"");
	}

	private static String token(MvcTestResult page) {
		Matcher token = TOKEN.matcher(body(page));
		assertThat(token.find()).isTrue();
		return token.group(1);
	}

	private static String body(MvcTestResult page) {
		try {
			return page.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private BaitFigures figures() {
		return as(() -> board.figures(channel)).all();
	}

	private long all(String name) {
		return as(() -> listing.count(new MemberFilter(name, java.util.Map.of(), List.of()), 10));
	}

	private MemberId only(String name) {
		UUID id = as(() -> transaction.execute(status -> jdbc
			.sql("select member_id from member_name_facts where organization_id = ? and display_name = ?")
			.param(boss.organizationId())
			.param(name)
			.query(UUID.class)
			.single()));
		return new MemberId(id);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(boss, work);
	}

	private void assertRefused(String refusal, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> as(work))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo(refusal));
	}

}
