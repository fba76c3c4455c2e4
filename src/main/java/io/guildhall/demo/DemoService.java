package io.guildhall.demo;

import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Service;

import io.guildhall.job.JobService;
import io.guildhall.organization.NewOrganization;
import io.guildhall.shared.OnBehalf;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.AccountService.Founded;
import io.guildhall.staff.NewFounder;
import lombok.RequiredArgsConstructor;

/** Founds the made-up organization 职场跃迁圈. */
@Service
@RequiredArgsConstructor
public class DemoService {

	private static final NewOrganization ORGANIZATION = new NewOrganization("职场跃迁圈", null, ZoneId.of("Asia/Shanghai"),
			"CNY", "zh-CN", true);

	private final AccountService accounts;

	private final JobService jobs;

	private final OnBehalf onBehalf;

	/**
	 * Founds one for an account, and lets it live through its ninety days in the
	 * background.
	 * @param account its owner
	 */
	public Demo found(UUID account) {
		return begin(accounts.found(account, ORGANIZATION));
	}

	/**
	 * Founds one with an account of its own.
	 * @throws io.guildhall.shared.DomainException if the account is there already, or
	 * nobody may sign up
	 */
	Demo signUp(String email, String password) {
		return begin(accounts.signUp(new NewFounder("Demo", email, password, "zh-CN", ORGANIZATION), null));
	}

	private Demo begin(Founded founded) {
		UUID job = onBehalf.ofSystem(founded.organizationId(), () -> jobs.start(DemoWork.KIND, Map.of(), ""));
		return new Demo(founded.organizationId(), founded.slug(), job);
	}

	/**
	 * A demo organization.
	 *
	 * @param slug under which its pages stand
	 * @param job that lives through its days
	 */
	public record Demo(UUID organization, String slug, UUID job) {
	}

}
