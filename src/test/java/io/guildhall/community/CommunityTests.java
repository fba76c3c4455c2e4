package io.guildhall.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class CommunityTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	@Test
	void hasANameAndAtLeastOneType() {
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> new Community(card("  ", CommunityType.INTEREST), NOW))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("community.name"));
		assertThatExceptionOfType(CommunityRefused.class).isThrownBy(() -> new Community(card("Readers"), NOW))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("community.typeless"));
	}

	@Test
	void keepsItsTypesAsASet() {
		CommunityTypes types = new CommunityTypes();
		Set<CommunityType> set = EnumSet.of(CommunityType.RESOURCE, CommunityType.INTEREST);
		assertThat(types.convertToDatabaseColumn(set)).isEqualTo("INTEREST,RESOURCE");
		assertThat(types.convertToEntityAttribute("INTEREST,RESOURCE")).isEqualTo(set);
	}

	@Test
	void isNotEditedOnceItIsArchived() {
		Community community = new Community(card("Readers", CommunityType.INTEREST), NOW);
		community.archive(NOW);
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> community.position(card("Others", CommunityType.PRODUCT)));
		assertThatExceptionOfType(CommunityRefused.class)
			.isThrownBy(() -> new CommunityGroup(community, CommunityFixtures.terms("One", null), NOW));
		community.restore();
		community.position(card("Others", CommunityType.PRODUCT));
		assertThat(community.getName()).isEqualTo("Others");
	}

	@Test
	void hasGroupsWithRoomForSomebody() {
		Community community = new Community(card("Readers", CommunityType.INTEREST), NOW);
		GroupTerms none = new GroupTerms("One", Carrier.WECHAT, Stage.VALUE, 0, null, null, null);
		assertThatExceptionOfType(CommunityRefused.class).isThrownBy(() -> new CommunityGroup(community, none, NOW))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("community.capacity"));
	}

	private static CommunityCard card(String name, CommunityType... types) {
		return new CommunityCard(name, Set.of(types), null, null, null, null, null);
	}

}
