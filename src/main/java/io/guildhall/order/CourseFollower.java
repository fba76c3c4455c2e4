package io.guildhall.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** What was finished was had: nothing of it goes back, unless that is meant. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class CourseFollower implements OrderFollower {

	private final CourseResultRows rows;

	private final OrganizationService organizations;

	/** Such an order stays when its import is taken back. */
	@Bean
	static KeptOrders ordersThatWereFinished() {
		return new KeptOrders("order.kept.finished",
				"""
						exists (select from order_results finished
						    join order_lines done on done.organization_id = finished.organization_id and done.id = finished.line_id
						    where finished.organization_id = :organization and done.order_id = o.id)""");
	}

	@Override
	public List<OrderPromise> placed(OrderDetails order, Unpromised left) {
		return List.of();
	}

	/** Nobody finishes a line without the order, which is held already. */
	@Override
	public Map<UUID, Money> unused(OrderId order) {
		List<UUID> finished = rows.finished(order);
		if (finished.isEmpty()) {
			return Map.of();
		}
		Money nothing = Money.zero(organizations.current().currency());
		return finished.stream().collect(Collectors.toMap(Function.identity(), line -> nothing));
	}

	@Override
	public void refunded(OrderId order, UUID refund, Instant at) {
	}

	@Override
	public void closed(OrderId order, Instant at) {
	}

}
