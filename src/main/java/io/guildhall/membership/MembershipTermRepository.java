package io.guildhall.membership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface MembershipTermRepository extends Repository<MembershipTerm, UUID> {

	MembershipTerm saveAndFlush(MembershipTerm term);

	List<MembershipTerm> findAllByMembershipOrderByPosition(MembershipId membership);

	List<MembershipTerm> findAllByOrderId(UUID orderId);

	List<MembershipTerm> findAllByCreditedBy(UUID order);

	/** Of which membership the term is that an order paid for, without reading it. */
	@Query("select t.membership from MembershipTerm t where t.orderId = :orderId and t.plan = :plan")
	Optional<MembershipId> findMembershipOf(UUID orderId, PlanId plan);

	Optional<MembershipTerm> findByOrderIdAndPlan(UUID orderId, PlanId plan);

}
