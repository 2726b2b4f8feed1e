process.stdout.write('handrail\n');
