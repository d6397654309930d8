package io.millrace.cluster;

import io.millrace.cluster.part.Balancer;
import io.millrace.cluster.process.Member;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a local cluster until SIGTERM or SIGINT. Arguments: the repository, the folder of the data, the number of brokers. */
public final class Main {

    private Main() {}

    /** Runs until it is told to stop. */
    public static void main(String... arguments) throws InterruptedException {
        Path folder = Path.of(arguments[1]);
        Path balancer = Balancer.program().orElse(null);
        if (balancer == null) {
            System.err.println("cluster: HAProxy is needed (Debian: apt-get install haproxy)");
            System.exit(1);
            return;
        }
        Plan plan = new Plan(
                Path.of(arguments[0]),
                System.getProperty("java.class.path"),
                balancer,
                folder,
                folder.resolve("objects"),
                Integer.parseInt(arguments[2]),
                null);
        System.out.println("cluster: starting, about a minute; logs are in " + plan.folder());
        LocalCluster cluster = LocalCluster.start(plan);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            cluster.close();
                            stopped.countDown();
                        },
                        "cluster-stop"));
        System.out.println("cluster: ready at " + cluster.url());
        System.out.println("cluster: brokers " + cluster.bootstrapServers());
        System.out.println("cluster: settings.json and owner.json are in " + cluster.firstStartFolder());
        cluster.members().stream().map(Member::name).forEach(name -> System.out.println("cluster: runs " + name));
        stopped.await();
    }
}
