package io.guildhall.member;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InvitationsTests {

	private final UUID ann = new UUID(0, 1);

	private final UUID bob = new UUID(0, 2);

	private final UUID cat = new UUID(0, 3);

	/** Ann invited Bob, who invited Cat. */
	private final Invitations known = new Invitations(Map.of(bob, ann, cat, bob), Set.of(ann));

	@Test
	void nobodyInvitesThemselves() {
		assertThat(known.objection(ann, ann)).extracting(MemberRefused::getCode).isEqualTo("member.invites-themselves");
	}

	@Test
	void nobodyIsInvitedByWhomTheyInvitedBeItByOthers() {
		assertThat(known.objection(ann, bob)).extracting(MemberRefused::getCode).isEqualTo("member.invites-in-circle");
		assertThat(known.objection(ann, cat)).extracting(MemberRefused::getCode).isEqualTo("member.invites-in-circle");
		assertThat(known.objection(cat, ann)).as("by another of the same line").isNull();
	}

	@Test
	void whatIsSaidCountsForWhatIsSaidNext() {
		known.put(bob, null);
		assertThat(known.objection(ann, cat)).isNull();
		known.put(ann, cat);
		assertThat(known.objection(bob, ann)).extracting(MemberRefused::getCode).isEqualTo("member.invites-in-circle");
		known.put(cat, null);
		assertThat(known.objection(bob, ann)).isNull();
	}

	@Test
	void aCircleThatThereIsIsFoundAndEndsNoQuestion() {
		assertThat(known.circles(cat)).isFalse();
		known.put(ann, cat);
		assertThat(known.circles(cat)).isTrue();
		assertThat(known.objection(new UUID(0, 4), cat)).isNull();
	}

	@Test
	void onlyWhoIsThereCanHaveInvitedSomebody() {
		assertThat(known.knows(ann)).isTrue();
		assertThat(known.knows(cat)).isFalse();
	}

}
