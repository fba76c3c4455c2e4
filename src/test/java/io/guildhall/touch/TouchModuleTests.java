package io.guildhall.touch;

import static io.guildhall.Race.race;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.member.Audience;
import io.guildhall.member.Audiences;
import io.guildhall.member.Consent;
import io.guildhall.member.ConsentWord;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class TouchModuleTests {

	private final TouchService touches;

	private final TouchPairs pairs;

	private final CommunityService communities;

	private final GroupService groups;

	private final MembersOfGroups stays;

	private final MemberService members;

	private final MemberConsents consents;

	private final Audiences audiences;

	private final OrganizationFixtures organizations;

	private final TransactionTemplate transaction;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final Instant now = Instant.parse("2026-03-10T12:00:00Z");

	private UUID acme = new UUID(0, 0);

	@BeforeEach
	void found() {
		acme = organizations.found("Acme");
	}

	@Test
	void namesTheFirstReasonWhyNot() {
		UUID campaign = Ids.next();
		MemberId old = joined("Ann", 30);
		joined("Bob", 1);
		MemberId unwilling = joined("Cat", 1);
		as(() -> {
			consents.say(unwilling, Consent.WITHDRAWN, true, "asked for it");
			return plan(campaign, TouchGoal.SELLING);
		});
		assertThat(as(() -> touches.counts(campaign))).isEqualTo(new TouchCounts(1, 1, 1, 0, 0, 0));
		assertThat(as(() -> touches.confirmAll(campaign, TouchGoal.SELLING))).isOne();
		assertThat(ids("member_id", campaign, "SENT")).containsExactly(old.id());
	}

	@Test
	void asksOnlyForTheChannelByWhichItGoes() {
		UUID campaign = Ids.next();
		MemberId ann = joined("Ann", 30);
		MemberId bob = joined("Bob", 30);
		MemberId cat = joined("Cat", 30);
		as(() -> {
			consents.say(ann, ConsentWord.said(Map.of(ContactChannel.EMAIL, Consent.WITHDRAWN), null, ""));
			consents.say(bob, ConsentWord.said(Map.of(ContactChannel.CHAT, Consent.WITHDRAWN), null, ""));
			consents.say(cat, ConsentWord.said(Map.of(ContactChannel.CHAT, Consent.GIVEN), true, ""));
			return plan(campaign, TouchGoal.SERVICE);
		});
		assertThat(as(() -> touches.counts(campaign))).isEqualTo(new TouchCounts(1, 2, 0, 0, 0, 0));
		as(() -> {
			consents.say(bob, ConsentWord.said(Map.of(ContactChannel.CHAT, Consent.GIVEN), null, "asked again"));
			touches.decide(campaign, TouchGoal.SERVICE);
			return bob;
		});
		assertThat(as(() -> touches.confirmAll(campaign, TouchGoal.SERVICE))).isEqualTo(2);
		assertThat(ids("member_id", campaign, "SENT")).containsExactlyInAnyOrder(ann.id(), bob.id());
	}

	@Test
	void servesNewcomersToo() {
		UUID campaign = Ids.next();
		joined("Bob", 1);
		as(() -> plan(campaign, TouchGoal.SERVICE));
		assertThat(as(() -> touches.counts(campaign)).ready()).isOne();
	}

	@Test
	void decidesAtTheMomentOfSending() {
		UUID campaign = Ids.next();
		MemberId ann = joined("Ann", 30);
		as(() -> plan(campaign, TouchGoal.SELLING));
		as(() -> {
			consents.say(ann, Consent.WITHDRAWN, true, "asked for it");
			return ann;
		});
		TouchId touch = planned(campaign);
		assertThatExceptionOfType(TouchRefused.class).isThrownBy(() -> as(() -> confirm(campaign, touch)))
			.returns("touch.blocked.consent", TouchRefused::getCode);
	}

	/** RULES, Delivery: nobody gets it twice, whatever crashes. */
	@Test
	void contactsNobodyTwice() throws Exception {
		UUID campaign = Ids.next();
		IntStream.range(0, 20).forEach(i -> joined("Member " + i, 30));
		List<Integer> planned = race(4, i -> () -> as(() -> plan(campaign, TouchGoal.SELLING)));
		assertThat(planned.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
		TouchId touch = planned(campaign);
		as(() -> confirm(campaign, touch));
		assertThatExceptionOfType(TouchRefused.class).isThrownBy(() -> as(() -> confirm(campaign, touch)))
			.returns("touch.settled", TouchRefused::getCode);
		assertThat(as(() -> touches.confirmAll(campaign, TouchGoal.SELLING))).isEqualTo(19);
		assertThat(as(() -> touches.confirmAll(campaign, TouchGoal.SELLING))).isZero();
	}

	@Test
	void sellsOnceToWhoeverIsInBothGroupsOfAPair() {
		GroupId one = group("one");
		GroupId other = group("other");
		MemberId both = joined("Ann", 30);
		MemberId single = joined("Bob", 30);
		as(() -> {
			stays.joined(both, one, now);
			stays.joined(both, other, now);
			stays.joined(single, one, now);
			pairs.once(other, one, 7);
			return pairs;
		});
		UUID first = Ids.next();
		UUID second = Ids.next();
		as(() -> plan(first, TouchGoal.SELLING) + plan(second, TouchGoal.SELLING));
		assertThat(as(() -> touches.confirmAll(first, TouchGoal.SELLING))).isEqualTo(2);
		as(() -> {
			touches.decide(second, TouchGoal.SELLING);
			return second;
		});
		assertThat(as(() -> touches.counts(second))).isEqualTo(new TouchCounts(1, 0, 0, 1, 0, 0));
		assertThat(as(() -> touches.foresee(TouchChannel.HUMAN, TouchGoal.SELLING, audiences.query(Audience.all())))
			.duplicate()).isOne();
		assertThat(as(() -> touches.foresee(TouchChannel.HUMAN, TouchGoal.SERVICE, audiences.query(Audience.all())))
			.ready()).as("service goes out anyway").isEqualTo(2);
		assertThat(as(() -> touches.confirmAll(second, TouchGoal.SELLING))).isOne();
		assertThat(as(() -> pairs.days(one, other))).contains(7);
		as(() -> {
			pairs.once(one, other, null);
			return pairs;
		});
		assertThat(as(() -> touches.confirmAll(second, TouchGoal.SELLING))).isOne();
		assertThatExceptionOfType(TouchRefused.class).isThrownBy(() -> as(() -> {
			pairs.once(one, other, 91);
			return pairs;
		})).returns("touch.days", TouchRefused::getCode);
		assertThatExceptionOfType(TouchRefused.class).isThrownBy(() -> as(() -> pairs.days(one, one)))
			.returns("touch.same", TouchRefused::getCode);
	}

	@Test
	void doesNotKnowTheContactsOfAnotherOrganization() {
		UUID campaign = Ids.next();
		joined("Ann", 30);
		as(() -> plan(campaign, TouchGoal.SELLING));
		TouchId touch = planned(campaign);
		UUID globex = organizations.found("Globex");
		assertThatExceptionOfType(TouchRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> confirm(campaign, touch)))
			.returns("touch.unknown", TouchRefused::getCode);
	}

	private GroupId group(String name) {
		return as(() -> groups
			.create(communities
				.create(new CommunityCard(name, Set.of(CommunityType.INTEREST), null, null, null, null, null))
				.id(), new GroupTerms(name, Carrier.WECHAT, Stage.VALUE, 500, null, null, null))
			.id());
	}

	private int plan(UUID campaign, TouchGoal goal) {
		return touches.plan(campaign, 1, TouchChannel.HUMAN, goal, audiences.query(Audience.all()));
	}

	private TouchId confirm(UUID campaign, TouchId touch) {
		touches.confirm(campaign, touch, TouchGoal.SELLING);
		return touch;
	}

	private MemberId joined(String name, int daysAgo) {
		return clock.callAt(now.minus(Duration.ofDays(daysAgo)),
				() -> onBehalf.ofSystem(acme, () -> members.add(NewMember.named(name))));
	}

	private TouchId planned(UUID campaign) {
		return new TouchId(ids("touch_id", campaign, "PLANNED").get(0));
	}

	private List<UUID> ids(String column, UUID campaign, String state) {
		return as(() -> Objects.requireNonNull(transaction.execute(status -> jdbc.sql("""
				select %s from touch_facts
				where organization_id = :organization and campaign_id = :campaign and state = :state order by touch_id
				""".formatted(column))
			.param("organization", acme)
			.param("campaign", campaign)
			.param("state", state)
			.query(UUID.class)
			.list())));
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> onBehalf.ofSystem(acme, work));
	}

}
