package io.guildhall.membership;

import java.util.Optional;

import org.springframework.data.repository.Repository;

import io.guildhall.catalog.ProductId;

interface PlanRepository extends Repository<Plan, PlanId> {

	Plan saveAndFlush(Plan plan);

	Optional<Plan> findById(PlanId id);

	Optional<Plan> findByProduct(ProductId product);

	/**
	 * The plan.
	 * @throws MembershipRefused if there is none
	 */
	default Plan require(PlanId id) {
		return findById(id).orElseThrow(() -> MembershipRefused.unknownPlan(id));
	}

}
