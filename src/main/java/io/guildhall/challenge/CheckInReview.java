package io.guildhall.challenge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.stereotype.Service;

import io.guildhall.member.MemberId;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/**
 * Decides about a page of check-ins at once. Each is decided by itself: what a colleague
 * has decided meanwhile stays so, and the others go through.
 */
@Service
@RequiredArgsConstructor
public class CheckInReview {

	/** As many as a page shows. */
	public static final int MOST = Slice.PAGE;

	private final CheckInDecisions decisions;

	private final Rewards rewards;

	/**
	 * What came of it.
	 *
	 * @param decided how many were decided now
	 * @param left how many were decided already, or are none of this challenge
	 */
	public record Outcome(int decided, int left) {
	}

	/**
	 * Accepts them, and gives what members have come to by them.
	 * @param ids check-ins of the challenge, 1 to {@value #MOST}
	 * @throws ChallengeRefused if there is no such challenge for who acts, none is
	 * chosen, or too many are
	 */
	@May(Permission.MEMBER_EDIT)
	public Outcome approve(ChallengeId id, List<UUID> ids) {
		Set<MemberId> came = new LinkedHashSet<>();
		Outcome outcome = decide(id, ids, one -> came.add(decisions.approve(one).member().id()));
		came.forEach(member -> rewards.give(id, member));
		return outcome;
	}

	/**
	 * Does not accept them.
	 * @param ids check-ins of the challenge, 1 to {@value #MOST}
	 * @param reason that the members read
	 * @throws ChallengeRefused if there is no such challenge for who acts, none is
	 * chosen, too many are, or no reason is given
	 */
	@May(Permission.MEMBER_EDIT)
	public Outcome refuse(ChallengeId id, List<UUID> ids, String reason) {
		CheckInDecisions.requireReason(reason);
		return decide(id, ids, one -> decisions.refuse(one, reason));
	}

	private Outcome decide(ChallengeId id, List<UUID> ids, Consumer<UUID> decision) {
		Set<UUID> chosen = new LinkedHashSet<>(ids);
		if (chosen.isEmpty() || chosen.size() > MOST) {
			throw ChallengeRefused.atOnce(MOST);
		}
		int decided = 0;
		for (UUID one : decisions.waitingOf(id, chosen)) {
			try {
				decision.accept(one);
				decided++;
			}
			catch (ChallengeRefused already) {
				if (already.getKind() != DomainException.Kind.CONFLICT) {
					throw already;
				}
			}
		}
		return new Outcome(decided, chosen.size() - decided);
	}

}
