package io.guildhall.membership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface MembershipTermRepository extends Repository<MembershipTerm, UUID> {

	MembershipTerm saveAndFlush(MembershipTerm term);

	List<MembershipTerm> findAllByMembershipOrderByPosition(MembershipId membership);

	List<MembershipTerm> findAllByOrderId(UUID orderId);

	List<MembershipTerm> findAllByCreditedBy(UUID order);

	Optional<MembershipTerm> findByOrderIdAndPlan(UUID orderId, PlanId plan);

}
