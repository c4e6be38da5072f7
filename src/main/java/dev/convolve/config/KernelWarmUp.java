package dev.convolve.config;

import java.time.Duration;
import java.util.Map;

import dev.convolve.engine.Engine;
import dev.convolve.web.RequestWarmUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/**
 * Warms the service up before it is ready: Spring Boot accepts traffic only when this has
 * run.
 */
@Component
class KernelWarmUp implements ApplicationRunner, InfoContributor {

	private static final Logger log = LoggerFactory.getLogger(KernelWarmUp.class);

	private final Engine engine;

	private final RequestWarmUp requests;

	private final Duration limit;

	private final long bodySize;

	private volatile Duration took = Duration.ZERO;

	private volatile boolean warm;

	KernelWarmUp(Engine engine, RequestWarmUp requests, ConvolveProperties properties) {
		this.engine = engine;
		this.requests = requests;
		this.limit = properties.engine().warmUp();
		this.bodySize = properties.limits().bodySize().toBytes();
	}

	@Override
	public void run(ApplicationArguments arguments) {
		if (Engine.vectorObstacle() != null) {
			log.warn("The kernels run without vectors, many times slower: {}", Engine.vectorObstacle());
		}
		if (!this.limit.isZero()) {
			long start = System.nanoTime();
			Thread request = Thread.ofPlatform().name("convolve-warm-up").start(() -> this.requests.run(this.limit));
			this.warm = Engine.warmUp(this.limit);
			if (join(request)) {
				this.requests.runLarge(this.limit.minusNanos(System.nanoTime() - start), this.bodySize);
			}
			this.took = Duration.ofNanos(System.nanoTime() - start);
		}
		log.info("Kernels: {}; {} threads; {} after {} ms", Engine.kernels(), this.engine.threads(),
				this.warm ? "warm" : "not all warm", this.took.toMillis());
	}

	@Override
	public void contribute(Info.Builder builder) {
		builder.withDetail("engine", Map.of("kernels", Engine.kernels(), "threads", this.engine.threads(), "warm",
				this.warm, "warm_up_ms", this.took.toMillis()));
	}

	/** Whether it has ended, and nobody wants this thread to. */
	private static boolean join(Thread thread) {
		try {
			thread.join();
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
