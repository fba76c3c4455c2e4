package io.guildhall.organization;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import com.ibm.icu.text.Transliterator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Recent;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Founds organizations, finds them, keeps their settings. */
@Service
@Transactional
@RequiredArgsConstructor
public class OrganizationService {

	private static final Duration BELIEVED = Duration.ofSeconds(2);

	private final Recent<OrganizationDetails> recent = new Recent<>(BELIEVED);

	private final OrganizationRepository organizations;

	private final ApplicationEventPublisher events;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Founds the organization that this thread works for: the caller has made its id and
	 * works under it already, so that owner, settings and event are of one transaction.
	 * @return its id, {@link Tenancy#current()}
	 * @throws OrganizationRefused if name or slug cannot be taken
	 */
	public UUID found(NewOrganization founded) {
		UUID id = tenancy.current();
		String slug = (founded.slug() != null && !founded.slug().isBlank()) ? founded.slug() : freeSlug(founded.name());
		if (organizations.existsBySlug(slug)) {
			throw OrganizationRefused.slugTaken(slug);
		}
		recent.changed(id);
		try {
			organizations.saveAndFlush(new Organization(id, slug, founded, clock.instant()));
		}
		catch (DataIntegrityViolationException taken) {
			throw OrganizationRefused.slugTaken(slug);
		}
		events.publishEvent(new OrganizationFounded(id));
		return id;
	}

	/** The organization that this thread works for, as it was at most two seconds ago. */
	@Transactional(readOnly = true)
	public OrganizationDetails current() {
		UUID id = tenancy.current();
		return recent.get(id, () -> get(id));
	}

	/** Whether its jobs and sends stand still, as it is this moment. */
	@Transactional(readOnly = true)
	public boolean isSuspended() {
		return get(tenancy.current()).suspended();
	}

	/**
	 * An organization as it is.
	 * @throws OrganizationRefused if there is none with this id
	 */
	@Transactional(readOnly = true)
	public OrganizationDetails get(UUID id) {
		return organizations.findById(id).orElseThrow(OrganizationRefused::unknown).details();
	}

	/** The organization whose pages stand under the slug. */
	@Transactional(readOnly = true)
	public Optional<OrganizationDetails> bySlug(String slug) {
		return organizations.findBySlug(slug).map(Organization::details);
	}

	/** Today, where the organization is. */
	@Transactional(readOnly = true)
	public LocalDate today() {
		return dayOf(clock.instant());
	}

	/** The day of an instant, where the organization is. */
	@Transactional(readOnly = true)
	public LocalDate dayOf(Instant instant) {
		return current().dayOf(instant);
	}

	/**
	 * Changes the settings of the organization that this thread works for.
	 * @param version that was read before; null to change them whatever they are now
	 * @throws OrganizationRefused if they do not fit, or were changed in the meantime
	 */
	@May(Permission.ORGANIZATION_SETTINGS)
	public OrganizationDetails change(OrganizationSettings settings, @Nullable Long version) {
		Organization organization = organizations.findById(tenancy.current()).orElseThrow(OrganizationRefused::unknown);
		if (version != null && organization.details().version() != version) {
			throw OrganizationRefused.changedMeanwhile();
		}
		OrganizationSettings before = organization.details().settings();
		recent.changed(tenancy.current());
		organization.change(settings);
		OrganizationDetails after = organizations.saveAndFlush(organization).details();
		if (!after.settings().equals(before)) {
			events.publishEvent(new OrganizationChanged(after.id(), before, after.settings()));
		}
		return after;
	}

	/**
	 * Stops the jobs and sends of an organization; for the administrator of the house.
	 */
	public void suspend(UUID id) {
		recent.changed(id);
		organizations.findById(id).orElseThrow(OrganizationRefused::unknown).suspend(clock.instant());
	}

	/** Lets a suspended organization go on. */
	public void resume(UUID id) {
		recent.changed(id);
		organizations.findById(id).orElseThrow(OrganizationRefused::unknown).resume();
	}

	/** All organizations of the house, oldest first; for its administrator. */
	@Transactional(readOnly = true)
	public List<OrganizationDetails> all() {
		return organizations.findAllByOrderByCreatedAt().stream().map(Organization::details).toList();
	}

	/** Those that are not suspended. */
	@Transactional(readOnly = true)
	public List<UUID> active() {
		return organizations.findActive();
	}

	private String freeSlug(String name) {
		String latin = Transliterator.getInstance("Han-Latin; Latin-ASCII").transliterate(name);
		String slug = Normalizer.normalize(latin, Normalizer.Form.NFKD)
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^a-z0-9]+", "-")
			.replaceAll("^-+|-+$", "");
		slug = (slug.length() > 32) ? slug.substring(0, 32).replaceAll("-+$", "") : slug;
		if (slug.length() < 3) {
			slug = "guild-" + Ids.next().toString().substring(30);
		}
		String wanted = slug;
		// Who chose no address is not to be told that one is taken.
		for (int attempt = 0; organizations.existsBySlug(wanted) && attempt < 20; attempt++) {
			wanted = slug + "-" + Ids.next().toString().substring((attempt == 0) ? 32 : 29);
		}
		return wanted;
	}

}
