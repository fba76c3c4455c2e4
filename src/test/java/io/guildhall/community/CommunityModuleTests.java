package io.guildhall.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.ObjectOptimisticLockingFailureException;

import io.guildhall.HouseTest;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy.Work;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class CommunityModuleTests {

	private final CommunityService communities;

	private final GroupService groups;

	private final OrganizationFixtures organizations;

	private final OnBehalf onBehalf;

	private UUID acme = Ids.next();

	private UUID globex = Ids.next();

	private final UUID ann = Ids.next();

	@BeforeEach
	void newOrganizations() {
		acme = organizations.found("Acme");
		globex = organizations.found("Globex");
	}

	@Test
	void keepsACardAndWritesOnlyOverTheVersionThatWasRead() {
		CommunityDetails made = asOwner(() -> communities.create(CommunityFixtures.card("Readers")));
		CommunityDetails changed = asOwner(
				() -> communities.change(made.id(), CommunityFixtures.card("Writers"), made.version()));
		assertThat(changed.version()).isGreaterThan(made.version());
		assertThat(asOwner(() -> communities.get(made.id())).card()).isEqualTo(CommunityFixtures.card("Writers"));
		assertThatExceptionOfType(ObjectOptimisticLockingFailureException.class).isThrownBy(
				() -> asOwner(() -> communities.change(made.id(), CommunityFixtures.card("Others"), made.version())));
	}

	@Test
	void givesANameOnceWhileItIsInUse() {
		CommunityDetails first = asOwner(() -> communities.create(CommunityFixtures.card("Readers")));
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> asOwner(() -> communities.create(CommunityFixtures.card("Readers"))))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("community.name-taken"));
		asOwner(() -> communities.archive(first.id()));
		assertThat(asOwner(() -> communities.create(CommunityFixtures.card("Readers"))).id()).isNotEqualTo(first.id());
	}

	@Test
	void archivesACommunityWithItsGroupsAndTakesThemOutAgain() {
		CommunityId community = asOwner(() -> communities.create(CommunityFixtures.card("Readers"))).id();
		GroupId one = group(community, "One", null);
		GroupId gone = group(community, "Gone", null);
		asOwner(() -> {
			groups.archive(gone);
			return gone;
		});
		assertThat(asOwner(() -> communities.archive(community))).isOne();
		assertThat(asOwner(communities::groups)).isEmpty();
		assertThat(asOwner(() -> communities.list(true, null, 10)).items()).hasSize(1);
		assertThat(asOwner(() -> communities.restore(community))).isOne();
		assertThat(asOwner(communities::groups)).extracting(GroupSummary::id).containsExactly(one);
	}

	@Test
	void listsByNameAStretchAtATime() {
		for (String name : new String[] { "C", "A", "B" }) {
			asOwner(() -> communities.create(CommunityFixtures.card(name)));
		}
		var first = asOwner(() -> communities.list(false, null, 2));
		assertThat(first.items()).extracting(CommunitySummary::name).containsExactly("A", "B");
		var second = asOwner(() -> communities.list(false, first.next(), 2));
		assertThat(second.items()).extracting(CommunitySummary::name).containsExactly("C");
		assertThat(second.next()).isNull();
	}

	@Test
	void findsGroupsByAPartOfTheirName() {
		CommunityId community = asOwner(() -> communities.create(CommunityFixtures.card("Readers"))).id();
		GroupId tea = group(community, "Tea 100%", null);
		group(community, "Books_1", null);
		assertThat(found("tEA")).containsExactly(tea);
		assertThat(found("0%")).containsExactly(tea);
		assertThat(found("%b")).as("a sign means itself").isEmpty();
		assertThat(found("s_1")).hasSize(1);
		assertThat(found(" ")).hasSize(2);
	}

	private java.util.List<GroupId> found(String q) {
		return asOwner(() -> groups.list(null, false, q, null, 10)).items().stream().map(GroupSummary::id).toList();
	}

	@Test
	void limitsAnOperatorToTheGroupsThatTheyHost() {
		CommunityId community = asOwner(() -> communities.create(CommunityFixtures.card("Readers"))).id();
		CommunityId closed = asOwner(() -> communities.create(CommunityFixtures.card("Closed"))).id();
		GroupId hers = asOperator(() -> groups.create(community, CommunityFixtures.terms("Hers", null))).id();
		GroupId others = group(community, "Others", null);
		assertThat(asOperator(communities::scope)).isEqualTo(new GroupScope(false, java.util.List.of(hers.id())));
		assertThat(asOperator(communities::groups)).extracting(GroupSummary::id).containsExactly(hers);
		assertThat(asOperator(() -> communities.list(false, null, 10)).items()).extracting(CommunitySummary::id)
			.containsExactly(community);
		assertThatExceptionOfType(CommunityRefused.class).isThrownBy(() -> asOperator(() -> communities.get(closed)));
		assertThatExceptionOfType(CommunityRefused.class).isThrownBy(() -> asOperator(() -> groups.get(others)));
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> asOperator(() -> communities.create(CommunityFixtures.card("Mine"))))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("community.own-groups-only"));
		GroupDetails kept = asOperator(
				() -> groups.change(hers, CommunityFixtures.terms("Still hers", Ids.next()), null));
		assertThat(kept.terms().host()).isEqualTo(ann);
	}

	@Test
	void takesNobodyForAHostWhoDoesNotWorkHere() {
		CommunityId community = asOwner(() -> communities.create(CommunityFixtures.card("Readers"))).id();
		assertThatExceptionOfType(CommunityRefused.class).isThrownBy(() -> group(community, "One", Ids.next()))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("community.host"));
	}

	@Test
	void isInvisibleToOthers() {
		CommunityId community = asOwner(() -> communities.create(CommunityFixtures.card("Readers"))).id();
		GroupId group = group(community, "One", null);
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> communities.get(community)));
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> groups.get(group)));
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> communities.require(group)));
	}

	private GroupId group(CommunityId community, String name, @Nullable UUID host) {
		return asOwner(() -> groups.create(community, CommunityFixtures.terms(name, host))).id();
	}

	private <T> T asOwner(Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T asOperator(Work<T, RuntimeException> work) {
		return onBehalf.of(new Actor(Actor.Kind.STAFF, ann, "Ann", null), EnumSet.allOf(Permission.class), true, acme,
				work);
	}

}
