package io.guildhall.membership;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

import io.guildhall.catalog.ProductId;

interface PlanRepository extends Repository<Plan, PlanId> {

	Plan saveAndFlush(Plan plan);

	Optional<Plan> findById(PlanId id);

	Optional<Plan> findByProduct(ProductId product);

	List<Plan> findAllByFamilyAndArchivedFalseOrderByName(String family);

	List<Plan> findAllByProductIn(Collection<ProductId> products);

	/**
	 * The plan.
	 * @throws MembershipRefused if there is none
	 */
	default Plan require(PlanId id) {
		return findById(id).orElseThrow(() -> MembershipRefused.unknownPlan(id));
	}

	/**
	 * The plan that is sold by the product.
	 * @throws MembershipRefused if there is none
	 */
	default Plan requireOf(ProductId product) {
		return findByProduct(product).orElseThrow(() -> MembershipRefused.unknownPlan(product));
	}

}
