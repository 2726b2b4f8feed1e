/**
 * Programs that operators' documents call, and what the shell brings itself. Where nothing else says that a text is
 * shell, it has to begin with one of these: a name that is missing here costs its author a language on the fence, one
 * that stands here for no good reason would make a command of somebody's prose.
 */
const PROGRAMS: ReadonlySet<string> = new Set(
  // The shell's own.
  (
    'alias bg break cd command continue declare echo env eval exec exit export false fg for hash history if jobs let ' +
    'local mapfile popd printf pushd pwd read readonly return select set shift shopt source test time trap true type ' +
    'typeset ulimit umask unalias unset until wait while case function ' +
    // Files and text.
    'awk basename base64 bunzip2 bzip2 cat chattr chgrp chmod chown cmp column comm cp csplit cut dd diff dirname dos2unix ' +
    'egrep expand fgrep file find fold fmt gawk getfacl grep gunzip gzip head hexdump iconv install jq yq join less ln ls ' +
    'lsattr lsof md5sum mkdir mkfifo mktemp more mv nano nl od paste patch pr readlink realpath rename rev rm rmdir ' +
    'rsync sed seq setfacl sha1sum sha256sum sha512sum shred shuf sort split stat strings sum tac tail tar tee touch tr ' +
    'tree truncate uniq unlink unxz unzip vi vim wc xargs xxd xz zcat zgrep zip zstd ' +
    // The machine.
    'apt apt-cache apt-get apt-key aptitude arp at blkid blockdev brctl bridge busctl cfdisk chroot chronyc chsh conntrack crontab ' +
    'date dbus-send depmod df dig dmesg dmidecode dmsetup dnf dpkg du e2fsck ebtables efibootmgr ethtool fallocate fdisk findmnt ' +
    'firewall-cmd flock free fsck fstrim fuser getent getenforce groupadd groupdel groups grub-install growpart halt hdparm host ' +
    'hostname hostnamectl htop hwclock id ifconfig ifdown ifup insmod ionice iostat ip ip6tables ipcs ipmitool ipset iptables ' +
    'iptables-save iscsiadm iw journalctl kexec kill killall last ldconfig ldd locale localectl locate logger login loginctl ' +
    'logrotate losetup lsblk lscpu lshw lsmod lspci lsusb lvchange lvcreate lvdisplay lvextend lvremove lvs makefs man mdadm ' +
    'mkfs mkswap modinfo modprobe mount mpstat mtr multipath nc ncat netplan netstat networkctl newgrp nft nice nmap nmcli nohup ' +
    'nproc nslookup ntpdate ntpq numactl nvme parted partprobe passwd pgrep pidof ping ping6 pkill pmap poweroff ps pstree pvcreate ' +
    'pvs reboot renice resize2fs resolvectl restorecon rmmod route rpm runuser sar screen service sestatus setenforce setsid ' +
    'sgdisk shutdown sleep slabtop smartctl ss ssh ssh-add ssh-agent ssh-copy-id ssh-keygen ssh-keyscan sshpass strace su sudo ' +
    'swapoff swapon sync sysctl systemctl systemd-analyze systemd-cat systemd-resolve systemd-run taskset tcpdump telnet ' +
    'timedatectl timeout tmux top traceroute tracepath tune2fs udevadm ufw umount uname update-alternatives update-grub ' +
    'update-initramfs uptime useradd userdel usermod uuidgen vgcreate vgdisplay vgs virt-install visudo vmstat w watch wget ' +
    'whereis which who whoami wipefs xfs_growfs xfs_repair yum zfs zpool zypper scp sftp curl openssl gpg certbot ' +
    // Languages and builds.
    'ant ansible ansible-galaxy ansible-inventory ansible-playbook bash bundle bundler cargo cmake composer conda dotnet ' +
    'gcc gem git gh glab go gradle helmfile java javac keytool make mvn ninja node npm npx nvm perl php pip pip3 pipenv pipx ' +
    'pnpm poetry pre-commit pytest python python2 python3 rake ruby rustup sh svn tox uv virtualenv yarn zsh dash ksh ' +
    // Clouds, clusters, databases.
    'argocd aws az ceph ceph-volume cephadm charmcraft cinder cinder-manage clusterctl consul crictl crm crm_mon ctr ctl ' +
    'docker docker-compose doctl etcdctl eksctl flux gcloud glance glance-manage gsutil heat helm influx istioctl juju k0s k3d ' +
    'k3s k8s k9s keystone-manage kind kolla-ansible kops ksonnet kubeadm kubectl kubectx kubelet kubens kustomize lxc lxd ' +
    'maas magnum microk8s minikube mongo mongodump mongosh multipass mysql mysqladmin mysqldump neutron nerdctl nomad nova ' +
    'nova-manage oc octavia openstack ovn-nbctl ovn-sbctl ovs-appctl ovs-ofctl ovs-vsctl packer pcs pg_dump pg_isready ' +
    'pg_restore podman promtool pssh psql pulumi qemu-img rabbitmq-diagnostics rabbitmqctl rados radosgw-admin rbd redis-cli ' +
    'rke rke2 s3cmd salt skopeo snap sops sqlite3 swift talosctl terraform terragrunt tkn tofu vagrant vault velero virsh ' +
    'wg wg-quick brew createdb createuser dhclient osism tc clustercheck haproxy hatop nginx apachectl apache2ctl a2ensite supervisorctl postfix mailq'
  ).split(' '),
);

/** Whether a word is the name of a program that handrail knows of, or leads to one: `/usr/bin/juju`, `./run.sh`. */
export function isKnownProgram(word: string): boolean {
  return PROGRAMS.has(word) || isPath(word);
}

/**
 * Whether a word could be the name of a program at all: `maas-cli`, `./run.sh`, `[[`. A word that ends in a colon or
 * is a number, a bracket of JSON or the frame of a table could not.
 */
export function couldBeProgram(word: string): boolean {
  return /^[A-Za-z_][\w.+@-]*$/.test(word) || isPath(word) || /^(?:\[\[?|:|\.|!)$/.test(word);
}

function isPath(word: string): boolean {
  return (
    /^(?:~[\w.-]*|\.{1,2})?(?:\/[\w.+@~-]+)+$/.test(word) || /^[\w.-]+(?:\/[\w.+-]+)+$/.test(word)
  );
}

/** Words that a sentence needs and a command line does not hold bare. */
const WORDS_OF_PROSE: ReadonlySet<string> = new Set(
  (
    'the this that these those is are was were be been being has have had it its of your you we our they their he ' +
    'and but should shall will would can could must may might not when where which who while because please then also ' +
    'with without into'
  ).split(' '),
);

/** Whose arguments are words for people. */
const SPEAKING: ReadonlySet<string> = new Set(['echo', 'printf', 'logger', 'wall']);

/** Whether the bare words of a command read like a sentence: `find the id`, `install and restart it`. */
export function readsLikeProse(words: readonly (string | undefined)[]): boolean {
  if (SPEAKING.has(words[0] ?? '')) return false;
  return words.slice(1).some((word, at) => {
    const said = word?.toLowerCase().replace(/[,.;:]$/, '') ?? '';
    // `cp a b` names two files.
    if (said === 'a' || said === 'an') return /^[a-z]{3,}$/i.test(words[at + 2] ?? '');
    return WORDS_OF_PROSE.has(said);
  });
}
