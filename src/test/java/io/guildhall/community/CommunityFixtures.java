package io.guildhall.community;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Ids;

/** Communities and groups for tests, those of other modules included. */
public final class CommunityFixtures {

	private CommunityFixtures() {
	}

	/** A positioning card. */
	public static CommunityCard card(String name) {
		return new CommunityCard(name, Set.of(CommunityType.INTEREST), "A reader", "Read more", "Company", "Readers",
				"Brand");
	}

	/** Terms of a WeChat group. */
	public static GroupTerms terms(String name, @Nullable UUID host) {
		return new GroupTerms(name, Carrier.WECHAT, Stage.CONVERSION, 200, "Be kind", "Welcome", host);
	}

	public static CommunityId id() {
		return new CommunityId(Ids.next());
	}

	public static GroupId groupId() {
		return new GroupId(Ids.next());
	}

}
