package io.guildhall.order;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.Shelf;
import io.guildhall.membership.MembershipRefunds;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.membership.RefundProposal;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * Asks the plans of an order's memberships what goes back of them, and the shelf what is
 * used already.
 */
@Component
@RequiredArgsConstructor
class RefundPolicies {

	private final MembershipRefunds memberships;

	private final Shelf shelf;

	private final OrderFollowers followers;

	/** What they give, by line; none where they leave it open. */
	Map<UUID, RefundProposal> proposals(Order order) {
		Map<UUID, RefundProposal> proposals = new LinkedHashMap<>();
		for (OrderLine line : order.getLines()) {
			if (line.getProductKind() == ProductKind.MEMBERSHIP && line.left() > 0 && order.getPaidAt() != null) {
				memberships.proposal(order.getId().id(), line.getProduct(), order.money(line.left()))
					.filter(proposal -> proposal.policy() != RefundPolicy.OPEN)
					.ifPresent(proposal -> proposals.put(line.getId(), proposal));
			}
		}
		return proposals;
	}

	/** The lines of an order that were trials and were taken off another one. */
	Set<UUID> takenOff(Order order) {
		return takenOff(order.getLines().stream().map(OrderLine::getId).toList());
	}

	/** Those of some lines that were. */
	Set<UUID> takenOff(List<UUID> lines) {
		return shelf.takenOff(lines);
	}

	/**
	 * Whether a refund gives back no more of any line than the plan does, and nothing of
	 * a trial that was taken off another order: its money is used already. A share that
	 * goes back with the days that are left is none while they stay.
	 * @param ends whether the memberships end with it, as they do where nothing is left
	 */
	boolean allow(Order order, RefundPlan refund, boolean ends) {
		Set<UUID> takenOff = takenOff(order);
		if (refund.parts().stream().anyMatch(part -> takenOff.contains(part.line().getId()))) {
			return false;
		}
		Map<UUID, RefundProposal> proposals = proposals(order);
		return refund.parts().stream().allMatch(part -> {
			RefundProposal proposal = proposals.get(part.line().getId());
			return proposal == null || (part.minor() <= proposal.amount().minor()
					&& (ends || !proposal.ends() || part.minor() == part.line().left()));
		});
	}

	/**
	 * Whether a refund gives back what was used of a line. Nobody uses more of the order
	 * until the transaction ends.
	 * @param usedToo whether that is meant
	 * @throws OrderRefused if it does, and is not
	 */
	boolean takesUsed(Order order, RefundPlan refund, boolean usedToo) {
		Map<UUID, Money> unused = followers.unused(order.getId());
		for (RefundPlan.Part part : refund.parts()) {
			Money most = unused.get(part.line().getId());
			if (most != null && part.minor() > most.minor()) {
				if (!usedToo) {
					throw OrderRefused.used(part.line().getProductName(), most);
				}
				return true;
			}
		}
		return false;
	}

}
