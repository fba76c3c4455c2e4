package io.guildhall.staff;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;

import lombok.RequiredArgsConstructor;

/** The sessions of an account, on all its browsers. */
@Service
@RequiredArgsConstructor
public class Sessions {

	/** Session attribute: browser and system, in a few words. */
	public static final String AGENT = "guildhall.agent";

	/** Session attribute: the network address that the login came from. */
	public static final String ADDRESS = "guildhall.address";

	private final ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> repository;

	/**
	 * A session.
	 *
	 * @param handle names it, but opens nothing
	 */
	public record Summary(String handle, String agent, String address, Instant beganAt, Instant usedAt,
			boolean current) {
	}

	/**
	 * The sessions of an account, used last first.
	 * @param current id of the one that asks
	 */
	public List<Summary> list(UUID account, @Nullable String current) {
		return all(account).stream()
			.map(session -> new Summary(Secrets.hash(session.getId()), text(session, AGENT), text(session, ADDRESS),
					session.getCreationTime(), session.getLastAccessedTime(), session.getId().equals(current)))
			.sorted(Comparator.comparing(Summary::usedAt).reversed())
			.toList();
	}

	/** Ends one session of the account; it is logged out there. */
	public void end(UUID account, String handle) {
		all(account).stream()
			.filter(session -> Secrets.hash(session.getId()).equals(handle))
			.forEach(session -> repository.getObject().deleteById(session.getId()));
	}

	/** Ends all sessions of the account but one. */
	public void endAll(UUID account, @Nullable String but) {
		all(account).stream()
			.filter(session -> !session.getId().equals(but))
			.forEach(session -> repository.getObject().deleteById(session.getId()));
	}

	private List<? extends Session> all(UUID account) {
		FindByIndexNameSessionRepository<? extends Session> sessions = repository.getIfAvailable();
		return (sessions != null) ? List.copyOf(sessions.findByPrincipalName(account.toString()).values()) : List.of();
	}

	private static String text(Session session, String attribute) {
		String value = session.getAttribute(attribute);
		return (value != null) ? value : "";
	}

}
