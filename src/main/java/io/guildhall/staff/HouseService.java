package io.guildhall.staff;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * The administrator of the house: sees which organizations there are, suspends and
 * resumes them, and sees nothing inside them.
 */
@Slf4j
@Service
@RequiredArgsConstructor
public class HouseService {

	/** Authority of the administrator of the house. */
	public static final String ADMINISTRATOR = "HOUSE_ADMINISTRATOR";

	private final OrganizationService organizations;

	private final PositionRepository positions;

	private final OpenedKeys opened;

	private final AccountRepository accounts;

	private final AccountTokenRepository tokens;

	private final StaffSettings settings;

	private final AuditTrail audit;

	private final TransactionTemplate transaction;

	private final Tenancy tenancy;

	private final Clock clock;

	/** An organization from outside. */
	public record House(OrganizationDetails organization, long staff) {
	}

	/** All organizations, oldest first, with the size of their staff. */
	@PreAuthorize("hasAuthority('" + ADMINISTRATOR + "')")
	@Transactional(readOnly = true)
	public List<House> organizations() {
		return organizations.all()
			.stream()
			.map(organization -> new House(organization, positions.countOfOrganization(organization.id())))
			.toList();
	}

	/** Suspends an organization: only its owner can read it, and its jobs stand still. */
	@PreAuthorize("hasAuthority('" + ADMINISTRATOR + "')")
	public void suspend(UUID organization) {
		inside(organization, "staff.organization.suspended", () -> organizations.suspend(organization));
		log.info("Account {} suspended organization {}", OnBehalf.actor().id(), organization);
	}

	/** Lets a suspended organization go on. */
	@PreAuthorize("hasAuthority('" + ADMINISTRATOR + "')")
	public void resume(UUID organization) {
		inside(organization, "staff.organization.resumed", () -> organizations.resume(organization));
		log.info("Account {} resumed organization {}", OnBehalf.actor().id(), organization);
	}

	/** A link with which somebody may found an organization where not everybody may. */
	@PreAuthorize("hasAuthority('" + ADMINISTRATOR + "')")
	@Transactional
	public OneTimeLink signUpLink() {
		UUID me = OnBehalf.actor().id();
		if (me == null) {
			throw StaffRefused.unknown();
		}
		String secret = Secrets.next(32);
		tokens.save(AccountToken.signUp(secret, me, clock.instant()));
		log.info("Account {} made a link for signing up", me);
		return new OneTimeLink("/signup?invitation=" + secret, false);
	}

	/** Its owner reads in the audit trail what was done from outside. */
	private void inside(UUID organization, String action, Runnable work) {
		tenancy.callAs(organization, () -> transaction.execute(status -> {
			work.run();
			opened.forget();
			audit.record(action, "organization", organization, Map.of());
			return organization;
		}));
	}

	/** Makes the configured account administrator; it has signed up before. */
	@EventListener
	@Transactional
	public void on(ApplicationReadyEvent ready) {
		String email = settings.houseAdministrator();
		if (email == null || email.isBlank()) {
			return;
		}
		accounts.findByEmail(EmailAddress.of(email).value()).ifPresentOrElse(account -> {
			account.administerHouse();
			log.info("Account {} administers the house", account.getId());
		}, () -> log.warn("There is no account yet with the address of guildhall.house-administrator: "
				+ "sign up with it, then start again"));
	}

}
