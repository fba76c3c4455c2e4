package io.guildhall.order;

import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OrderLineRepository extends Repository<OrderLine, UUID> {

	List<OrderLine> findAllByOrderOrderByOrdinal(OrderId order);

	/**
	 * Pays back a part of a line, if that much is left.
	 * @return 0 if it is not
	 */
	@Modifying
	@Query("""
			update OrderLine l set l.refundedMinor = l.refundedMinor + :minor, l.version = l.version + 1
			where l.id = :id and l.refundedMinor + :minor <= l.totalMinor
			""")
	int refund(UUID id, long minor);

}
