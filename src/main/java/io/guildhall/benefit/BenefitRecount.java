package io.guildhall.benefit;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.organization.OrganizationService;

/**
 * Counts what is owed anew where everybody who has a plan was given more: right after it,
 * and a slice at a time, so that who uses something waits for no more than one.
 */
@Component
class BenefitRecount {

	private final BenefitPromises promises;

	private final OrganizationService organizations;

	private final TransactionTemplate slice;

	BenefitRecount(BenefitPromises promises, OrganizationService organizations,
			PlatformTransactionManager transactions) {
		this.promises = promises;
		this.organizations = organizations;
		this.slice = new TransactionTemplate(transactions);
		this.slice.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	@ApplicationModuleListener
	void on(BenefitsGiven given) {
		Optional<UUID> last = Optional.empty();
		do {
			UUID after = last.orElse(null);
			last = Objects.requireNonNull(slice.execute(
					status -> Optional.ofNullable(promises.countSlice(given.plan(), after, organizations.today()))));
		}
		while (last.isPresent());
	}

}
